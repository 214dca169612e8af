package dev.crossfade.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.value.JsonCheck;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DocumentJsonTest {
  /** The table in the Javadoc of {@link DocumentJson}: a durable format. */
  @Test
  void isDrawnAsItIs() {
    encodes("null", new Document.Nil());
    encodes("true", new Document.Bool(true));
    encodes("-7", new Document.Int(-7));
    encodes("1.0", new Document.Real(1));
    encodes("100000.0", new Document.Real(1e5));
    encodes("0.000001", new Document.Real(1e-6));
    encodes("{\"~double\":\"1E+30\"}", new Document.Real(1e30));
    encodes("{\"~double\":\"2E+23\"}", new Document.Real(2e23));
    encodes("{\"~double\":\"-0.0\"}", new Document.Real(-0.0));
    encodes("{\"~double\":\"NaN\"}", new Document.Real(Double.NaN));
    encodes("{\"~double\":\"-Infinity\"}", new Document.Real(Double.NEGATIVE_INFINITY));
    encodes("{\"~bigint\":\"1\"}", new Document.BigInt(BigInteger.ONE));
    encodes("{\"~decimal\":\"1.50\"}", new Document.Decimal(new BigDecimal("1.50")));
    encodes("{\"~ratio\":\"-1/3\"}", ratio(-1, 3));
    encodes("\"Ann\"", new Document.Text("Ann"));
    encodes("\"~:a\"", new Document.Text(":a"));
    encodes("\"~~\"", new Document.Text("~"));
    encodes("{\"~text\":\"a\\\\u0000\\\\\\\\b\\\\ud800\"}", new Document.Text("a\0\\b\ud800"));
    encodes("{\"~char\":\"\\\\\"}", new Document.Char('\\'));
    encodes("{\"~char\":\"\\\\u0000\"}", new Document.Char(0));
    encodes("\":user/id\"", new Document.Keyword("user/id"));
    encodes("{\"~symbol\":\"a/b\"}", new Document.Symbol("a/b"));
    encodes(
        "{\"~inst\":\"2026-01-01T00:00:00.123456789Z\"}",
        new Document.Moment(Instant.parse("2026-01-01T01:00:00.123456789+01:00")));
    encodes(
        "{\"~uuid\":\"00000000-0000-0001-0000-000000000002\"}", new Document.Uuid(new UUID(1, 2)));
    Document one = new Document.Int(1);
    Document key = new Document.Keyword("k");
    encodes("[1]", new Document.VectorOf(List.of(one)));
    encodes("{\"~list\":[1]}", new Document.ListOf(List.of(one)));
    encodes("{\"~set\":[1]}", new Document.SetOf(Set.of(one)));
    encodes("{\":k\":1}", new Document.MapOf(Map.of(key, one)));
    encodes("{\"~~set\":1}", new Document.MapOf(Map.of(new Document.Text("~set"), one)));
    encodes("{\"~map\":[[1,\":k\"]]}", new Document.MapOf(Map.of(one, key)));
    encodes("{\"~tag\":[\"my/tag\",1]}", new Document.Tagged("my/tag", one));
    encodes(
        "{\"~meta\":[{\":k\":1},\":k\"]}",
        new Document.WithMetadata(new Document.MapOf(Map.of(key, one)), key));
  }

  @Test
  void refusesWhatItNeverWrites() {
    for (String json :
        new String[] {
          "\"~a\"",
          "\"~\"",
          "\":\"",
          "\":a b\"",
          "{\"~a\":1}",
          "{\"~\":1}",
          "{\"~set\":[1],\"b\":1}",
          "{\"~set\":[1,1]}",
          "{\"~set\":1}",
          "{\"~map\":[[1]]}",
          "{\"~map\":[[1,2],[1,3]]}",
          "{\"~bigint\":1}",
          "{\"~bigint\":\"+1\"}",
          "{\"~bigint\":\"\"}",
          "{\"~ratio\":\"2/4\"}",
          "{\"~ratio\":\"2\"}",
          "{\"~decimal\":\"x\"}",
          "{\"~inst\":\"2026-01-01\"}",
          "{\"~uuid\":\"1-1-1-1-1\"}",
          "{\"~char\":\"ab\"}",
          "{\"~char\":\"\"}",
          "{\"~text\":\"\\\\x\"}",
          "{\"~tag\":[\"inst\",1]}",
          "{\"~tag\":[\"a\"]}",
          "{\"~meta\":[1,2]}",
          "{\"~meta\":[{},2]}",
          "{\"~symbol\":\"nil\"}",
          "{\"~double\":\"\"}",
          "{\"~double\":\"1e999\"}",
          "{\"~double\":\" 0x1p3d\"}",
          "{\"~double\":\"0.5\"}",
          "{\"~double\":\"1e30\"}",
          "{\"~decimal\":\"1e5\"}",
          "{\"~text\":\"plain\"}",
          "{\"~text\":\"\\\\u0000\\\\u+041\"}",
          "{\"~text\":\"\\\\u0000\\\\u-001\"}",
          "{\"~text\":\"\\\\u0000\\\\u0041\"}",
          "{\"~text\":\"\\\\uD800\"}",
          "{\"~char\":\"\\\\u0041\"}",
          "{\"~map\":[[\":k\",1]]}",
          "{\"~map\":[]}"
        }) {
      assertThatThrownBy(() -> DocumentJson.decode(json))
          .as(json)
          .hasMessageStartingWith("CF-2243");
    }
  }

  /** With the stack that a thread has by default on 64-bit Linux, and nothing compiled yet. */
  @Test
  void deepNestingNeverExhaustsTheStack() throws InterruptedException {
    List<UnaryOperator<Document>> kinds =
        List.of(
            inner -> new Document.VectorOf(List.of(inner)),
            inner -> new Document.ListOf(List.of(inner)),
            inner -> new Document.SetOf(Set.of(inner)),
            inner -> new Document.MapOf(Map.of(new Document.Keyword("a"), inner)),
            inner -> new Document.MapOf(Map.of(inner, new Document.Keyword("a"))),
            inner -> new Document.Tagged("a", inner));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(null, () -> kinds.forEach(DocumentJsonTest::nests), "deep", 1024 * 1024);
    thread.setUncaughtExceptionHandler((dead, e) -> failure.set(e));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  private static void nests(UnaryOperator<Document> kind) {
    Document document = new Document.Int(1);
    Document twin = new Document.Int(1);
    int accepted = 0;
    for (int level = 1; level <= Document.MOST_DEPTH; level++) {
      document = kind.apply(document);
      twin = kind.apply(twin);
    }
    assertThat(document.equals(twin)).isTrue();
    assertThat(document.hashCode()).isEqualTo(twin.hashCode());
    document = new Document.Int(1);
    for (int level = 1; level <= 10_000; level++) {
      document = kind.apply(document);
      if (level % 100 == 0 && level <= Document.MOST_DEPTH) {
        try {
          Document same = DocumentJson.decode(DocumentJson.encode(document));
          assertThat(same.equals(document)).isTrue();
          accepted++;
        } catch (CrossfadeException e) {
          assertThat(e).hasMessageStartingWith("CF-2207");
        }
      }
    }
    assertThat(accepted).isBetween(3, 10);
    Document deep = document;
    assertThatThrownBy(() -> DocumentJson.encode(deep)).hasMessageStartingWith("CF-2207");
  }

  @Test
  void deepJsonIsRefused() {
    assertThatThrownBy(() -> DocumentJson.decode("[".repeat(10_000) + "]".repeat(10_000)))
        .hasMessageStartingWith("CF-2207")
        .hasMessageContaining("line 1, column 1001");
  }

  /** A kind that takes a bracket of its own must not pass the limit of the JSON either. */
  @Test
  void noKindPassesTheLimitOfTheServer() {
    JsonCheck check = new JsonCheck();
    Document[] innermost = {
      new Document.Real(-0.0),
      new Document.Text("\0"),
      new Document.Char('a'),
      new Document.Int(1),
      new Document.ListOf(List.of()),
      new Document.SetOf(Set.of()),
      new Document.Tagged("a", new Document.Nil()),
      new Document.MapOf(Map.of(new Document.Nil(), new Document.Nil())),
      new Document.MapOf(Map.of())
    };
    for (Document inner : innermost) {
      int accepted = 0;
      Document document = inner;
      for (int i = 0; i < Document.MOST_DEPTH; i++) {
        document = new Document.VectorOf(List.of(document));
        if (i < Document.MOST_DEPTH - 5) {
          continue;
        }
        try {
          byte[] json = DocumentJson.encode(document).getBytes(StandardCharsets.UTF_8);
          assertThat(check.check(json, 0, json.length, true)).as(inner.toString()).isNull();
          accepted++;
        } catch (CrossfadeException e) {
          assertThat(e).hasMessageStartingWith("CF-2207");
        }
      }
      assertThat(accepted).as(inner.toString()).isBetween(2, 5);
    }
  }

  private static Document ratio(long numerator, long denominator) {
    return new Document.Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  private static void encodes(String json, Document document) {
    assertThat(DocumentJson.encode(document)).isEqualTo(json);
    assertThat(DocumentJson.decode(json)).isEqualTo(document);
  }
}
