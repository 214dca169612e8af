package dev.crossfade.testkit;

import dev.crossfade.core.document.Document;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Documents to try, with what is hard to write among them. */
public final class Documents {
  private Documents() {}

  /** A text. */
  public static Document text(String value) {
    return new Document.Text(value);
  }

  /** An integer. */
  public static Document number(long value) {
    return new Document.Int(value);
  }

  /** Documents of every kind, and of every kind in every kind of collection. */
  public static List<Document> all() {
    List<Document> all = new java.util.ArrayList<>(scalars());
    for (Document scalar : scalars()) {
      Document value = scalar;
      all.add(new Document.VectorOf(List.of(value, value)));
      all.add(new Document.ListOf(List.of(value)));
      all.add(new Document.SetOf(Set.of(value)));
      all.add(new Document.MapOf(Map.of(value, value)));
      all.add(new Document.MapOf(Map.of(text("a"), value)));
      all.add(new Document.Tagged("my/tag", value));
      all.add(new Document.WithMetadata(new Document.MapOf(Map.of(value, value)), text("x")));
    }
    all.add(new Document.VectorOf(List.of()));
    all.add(new Document.ListOf(List.of()));
    all.add(new Document.SetOf(Set.of()));
    all.add(new Document.MapOf(Map.of()));
    all.add(manyEntries());
    all.add(deep(200));
    return all;
  }

  private static List<Document> scalars() {
    return List.of(
        new Document.Nil(),
        new Document.Bool(true),
        new Document.Bool(false),
        number(0),
        number(Long.MIN_VALUE),
        number(Long.MAX_VALUE),
        new Document.BigInt(BigInteger.ONE),
        new Document.BigInt(new BigInteger("-123456789012345678901234567890")),
        new Document.Real(0.1),
        new Document.Real(-0.0),
        new Document.Real(1e300),
        new Document.Real(Double.NaN),
        new Document.Real(Double.NEGATIVE_INFINITY),
        new Document.Decimal(new BigDecimal("1.50")),
        new Document.Ratio(BigInteger.ONE, BigInteger.valueOf(3)),
        text(""),
        text("a\"\\\n\r\t/\u007f\u2028é🎧"),
        text("\u0000"),
        text("\ud800"),
        text(":a"),
        text("~a"),
        text("x".repeat(100_000)),
        new Document.Char('a'),
        new Document.Char(0),
        new Document.Char(0xd800),
        new Document.Keyword("user/id"),
        new Document.Symbol("a/b"),
        new Document.Moment(Instant.parse("2026-01-01T00:00:00.123456789Z")),
        new Document.Uuid(new UUID(1, 2)));
  }

  private static Document manyEntries() {
    Map<Document, Document> entries = new LinkedHashMap<>();
    for (int i = 500; i > 0; i--) {
      entries.put(text("k" + i * 7919 % 1000), number(i));
    }
    return new Document.MapOf(entries);
  }

  private static Document deep(int levels) {
    Document document = number(1);
    for (int i = 0; i < levels; i++) {
      document = new Document.VectorOf(List.of(document));
    }
    return document;
  }
}
