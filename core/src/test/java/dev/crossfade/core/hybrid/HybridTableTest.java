package dev.crossfade.core.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.document.SetBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.JsonDigest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HybridTableTest {
  private static final long SEED = 41;
  private static final Document A = new Document.Keyword("a");
  private static final Document B = new Document.Keyword("b");
  private static final Document C = new Document.Text("c");
  private static final List<Document> SCALARS =
      List.of(
          new Document.Nil(),
          new Document.Bool(true),
          new Document.Int(Long.MIN_VALUE),
          new Document.BigInt(BigInteger.ONE),
          new Document.Real(-0.0),
          new Document.Real(Double.NaN),
          new Document.Real(Double.POSITIVE_INFINITY),
          new Document.Decimal(new BigDecimal("1.50")),
          new Document.Text(""),
          new Document.Text(":a~"),
          new Document.Text("a\0"),
          new Document.Text("\ud800"),
          new Document.Text("🎧"),
          new Document.Char('a'),
          new Document.Keyword("n/b"),
          new Document.Symbol("a"),
          moment("0001-01-01T00:00:00Z"),
          moment("0000-12-31T23:59:59.999999Z"),
          moment("9999-12-31T23:59:59.999999Z"),
          moment("9999-12-31T23:59:59.999999001Z"),
          moment("+10000-01-01T00:00:00Z"),
          moment("2026-01-01T00:00:00.1Z"),
          moment("2026-01-01T00:00:00.12345Z"),
          moment("2026-01-01T00:00:00.123456789Z"),
          new Document.Moment(Instant.MIN),
          new Document.Uuid(new UUID(1, -2)));

  private static Document moment(String text) {
    return new Document.Moment(Instant.parse(text));
  }

  private static HybridTable table(Attribute... attributes) {
    return new HybridTable("note/{id}", "notes", List.of(attributes));
  }

  private static Attribute attribute(String column, AttributeType type, Document... path) {
    return new Attribute(column, List.of(path), type);
  }

  private static Document.MapOf map(Document... keysAndValues) {
    MapBuilder map = new MapBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map.build();
  }

  private static HybridRow row(Document rest, @Nullable Document... attributes) {
    return new HybridRow(Arrays.asList(attributes), rest);
  }

  private static RowBatch batch(HybridTable table, String key, Document value) {
    RowBatch batch = new RowBatch(64);
    table.add(batch, key, value);
    return batch;
  }

  private static void fails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void takesWhatItsColumnsHold() {
    HybridTable table =
        table(
            attribute("name", AttributeType.TEXT, A),
            attribute("n", AttributeType.BIGINT, B, C),
            attribute("at", AttributeType.TIMESTAMPTZ, B, B));
    Document document =
        map(A, new Document.Text("x"), B, map(C, new Document.Int(3)), C, new Document.Nil());
    HybridRow row = table.split(document);
    assertThat(row.attributes()).containsExactly(new Document.Text("x"), new Document.Int(3), null);
    assertThat(row.rest()).isEqualTo(map(B, map(), C, new Document.Nil()));
    assertThat(row.restJson()).isEqualTo("{\":b\":{},\"c\":null}");
    assertThat(table.join(row)).isEqualTo(document);
    assertThat(table.entry(batch(table, "k", document), 0))
        .isEqualTo(new StoreEntry("k", document));
  }

  /** A value takes its column if the column gives it back; else it stays where it is. */
  @Test
  void everyKindIsTakenByItsColumnAlone() {
    for (AttributeType type : AttributeType.values()) {
      HybridTable table = table(attribute("x", type, A));
      List<Document> taken = new ArrayList<>();
      for (Document scalar : SCALARS) {
        Document document = map(A, scalar);
        HybridRow row = table.split(document);
        if (row.attributes().get(0) != null) {
          assertThat(row).isEqualTo(row(map(), scalar));
          taken.add(scalar);
        } else {
          assertThat(row.rest()).isEqualTo(document);
        }
        assertThat(table.entry(batch(table, "k", document), 0).value()).isEqualTo(document);
      }
      assertThat(taken).as("%s", type).isEqualTo(taken(type));
    }
  }

  private static List<Document> taken(AttributeType type) {
    return switch (type) {
      case TEXT -> List.of(SCALARS.get(8), SCALARS.get(9), SCALARS.get(12));
      case KEYWORD -> List.of(SCALARS.get(14));
      case BIGINT -> List.of(SCALARS.get(2));
      case DOUBLE -> List.of(SCALARS.get(4), SCALARS.get(6));
      case BOOLEAN -> List.of(SCALARS.get(1));
      case TIMESTAMPTZ ->
          List.of(SCALARS.get(16), SCALARS.get(18), SCALARS.get(21), SCALARS.get(22));
      case UUID -> List.of(SCALARS.get(25));
    };
  }

  @Test
  void onlyMapsAreOnTheWay() {
    HybridTable table = table(attribute("x", AttributeType.BIGINT, A, B));
    Document inner = map(B, new Document.Int(1));
    for (Document document :
        List.of(
            new Document.VectorOf(List.of(map(A, inner))),
            map(A, new Document.VectorOf(List.of(inner))),
            map(A, new Document.Tagged("t", inner)),
            map(A, new Document.WithMetadata(map(C, C), inner)),
            new Document.WithMetadata(map(C, C), map(A, inner)),
            map(A, new Document.Int(1)),
            map(A, map()),
            map(),
            new Document.Nil())) {
      HybridRow row = table.split(document);
      assertThat(row).isEqualTo(row(document, (Document) null));
      assertThat(table.join(row)).isEqualTo(document);
    }
  }

  @Test
  void columnsThatWereChangedCountBeforeTheRest() {
    HybridTable table =
        table(
            attribute("x", AttributeType.BIGINT, A, B),
            attribute("y", AttributeType.TEXT, A),
            attribute("z", AttributeType.BOOLEAN, C));
    Document one = new Document.Int(1);
    Document text = new Document.Text("t");
    assertThat(table.join(row(map(A, map(B, text, C, text)), one, null, null)))
        .isEqualTo(map(A, map(B, one, C, text)));
    assertThat(table.join(row(map(), one, null, null))).isEqualTo(map(A, map(B, one)));
    assertThat(table.join(row(map(A, map(C, text)), null, text, null))).isEqualTo(map(A, text));
    fails(ErrorCode.CF_7301, () -> table.join(row(map(A, text), one, null, null)));
    fails(ErrorCode.CF_7301, () -> table.join(row(map(), one, text, null)));
    fails(
        ErrorCode.CF_7301,
        () -> table.join(row(new Document.Nil(), null, null, new Document.Bool(true))));
    fails(
        ErrorCode.CF_7301,
        () -> table.join(row(new Document.Tagged("t", map()), null, text, null)));
  }

  @Test
  void saysWhichColumnIsUnreadableAndNotItsValue() {
    for (AttributeType type : List.of(AttributeType.KEYWORD, AttributeType.TIMESTAMPTZ)) {
      for (String text : List.of("secret text", "infinity", "9999-12-31T23:59:60Z", "a b")) {
        RowBatch rows = new RowBatch(64);
        rows.beginRow();
        rows.putText("k");
        rows.putText(text);
        new Value.Json("{}").putInto(rows);
        HybridTable table = table(attribute("state", type, A));
        if (type == AttributeType.TIMESTAMPTZ || text.contains(" ")) {
          assertThatThrownBy(() -> table.entry(rows, 0))
              .hasMessageContaining("CF-7302")
              .hasMessageContaining("column state of table notes")
              .hasMessageNotContaining(text)
              .hasRootCauseInstanceOf(IllegalArgumentException.class)
              .satisfies(e -> assertThat(e.getCause()).hasMessageNotContaining(text));
        } else {
          assertThat(table.entry(rows, 0).value()).isEqualTo(map(A, new Document.Keyword(text)));
        }
      }
    }
  }

  @Test
  void refusesNamesAndPathsThatMeet() {
    assertThatThrownBy(() -> table(attribute("key", AttributeType.TEXT, A)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table(attribute("rest", AttributeType.TEXT, A)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                table(attribute("x", AttributeType.TEXT, A), attribute("x", AttributeType.TEXT, B)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                table(
                    attribute("x", AttributeType.TEXT, A), attribute("y", AttributeType.BIGINT, A)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void randomDocumentsComeBack() {
    Random random = new Random(SEED);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      HybridTable table = randomTable(random);
      Document document = random.nextInt(4) == 0 ? random(random, 4) : likely(random, 3);
      HybridRow row = table.split(document);
      taken += (int) row.attributes().stream().filter(one -> one != null).count();
      assertThat(table.join(row)).as("seed %d, round %d", SEED, i).isEqualTo(document);
      assertThat(table.entry(batch(table, "k", document), 0).value())
          .as("seed %d, round %d", SEED, i)
          .isEqualTo(document);
    }
    assertThat(taken).isGreaterThan(500);
  }

  /** However sets and maps are built, the text is the same data: digests compare it. */
  @Test
  void equalDocumentsHaveOneText() {
    Random random = new Random(SEED);
    HybridTable table = table();
    int different = 0;
    for (int i = 0; i < 20_000; i++) {
      Document document = random(random, 4);
      Document other = shuffled(document, random);
      assertThat(digest(table.split(other).restJson()))
          .as("seed %d, round %d", SEED, i)
          .isEqualTo(digest(table.split(document).restJson()));
      different += DocumentJson.encode(document).equals(DocumentJson.encode(other)) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(1_000);
  }

  private static Digest digest(String json) {
    JsonDigest digest = new JsonDigest();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(digest.digest(bytes, 0, bytes.length)).isTrue();
    return new Digest(1, digest.high(), digest.low());
  }

  private static HybridTable randomTable(Random random) {
    List<Document> keys = List.of(A, B, C);
    List<List<Document>> paths = new ArrayList<>();
    for (Document key : keys) {
      paths.add(List.of(key));
      keys.forEach(next -> paths.add(List.of(key, next)));
    }
    Collections.shuffle(paths, random);
    List<Attribute> attributes = new ArrayList<>();
    for (List<Document> path : paths.subList(0, random.nextInt(paths.size()))) {
      AttributeType[] types = AttributeType.values();
      AttributeType type = types[random.nextInt(types.length)];
      attributes.add(new Attribute("c" + attributes.size(), path, type));
    }
    return new HybridTable("x", "x", attributes);
  }

  /** Maps of what attributes take, mostly. */
  private static Document likely(Random random, int levels) {
    if (levels == 0 || (levels < 3 && random.nextInt(3) > 0)) {
      return random.nextInt(6) == 0
          ? random(random, 2)
          : SCALARS.get(random.nextInt(SCALARS.size()));
    }
    MapBuilder map = new MapBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(List.of(A, B, C).get(random.nextInt(3)), likely(random, levels - 1));
    }
    return map.build();
  }

  private static Document random(Random random, int levels) {
    int kind = levels == 0 ? 9 : random.nextInt(12);
    return switch (kind) {
      case 0 -> new Document.VectorOf(List.of(random(random, levels - 1)));
      case 1 -> new Document.ListOf(List.of(random(random, levels - 1)));
      case 2 -> {
        SetBuilder set = new SetBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          set.add(random(random, levels - 1));
        }
        yield set.build();
      }
      case 3 -> new Document.Tagged("t", random(random, levels - 1));
      case 4 -> {
        Document value = random(random, levels - 1);
        yield value instanceof Document.WithMetadata
            ? value
            : new Document.WithMetadata(map(random(random, levels - 1), A), value);
      }
      case 5, 6, 7 -> {
        MapBuilder map = new MapBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
          Document key =
              random.nextInt(6) == 0
                  ? random(random, levels - 1)
                  : List.of(A, B, C).get(random.nextInt(3));
          map.put(key, random(random, levels - 1));
        }
        yield map.build();
      }
      default -> SCALARS.get(random.nextInt(SCALARS.size()));
    };
  }

  private static Document shuffled(Document document, Random random) {
    if (document instanceof Document.MapOf map) {
      List<Document> keys = new ArrayList<>(map.entries().keySet());
      Collections.shuffle(keys, random);
      MapBuilder builder = new MapBuilder();
      for (Document key : keys) {
        Document value = map.entries().get(key);
        builder.put(shuffled(key, random), shuffled(value, random));
      }
      return builder.build();
    }
    if (document instanceof Document.SetOf set) {
      List<Document> elements = new ArrayList<>(set.elements());
      Collections.shuffle(elements, random);
      SetBuilder builder = new SetBuilder();
      elements.forEach(element -> builder.add(shuffled(element, random)));
      return builder.build();
    }
    if (document instanceof Document.VectorOf vector) {
      return new Document.VectorOf(
          vector.elements().stream().map(one -> shuffled(one, random)).toList());
    }
    if (document instanceof Document.ListOf list) {
      return new Document.ListOf(
          list.elements().stream().map(one -> shuffled(one, random)).toList());
    }
    if (document instanceof Document.Tagged tagged) {
      return new Document.Tagged(tagged.tag(), shuffled(tagged.value(), random));
    }
    return document instanceof Document.WithMetadata with
        ? new Document.WithMetadata(
            (Document.MapOf) shuffled(with.metadata(), random), shuffled(with.value(), random))
        : document;
  }
}
