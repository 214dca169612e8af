package dev.crossfade.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.files.edn.EdnReader;
import dev.crossfade.files.store.FileStore;
import dev.crossfade.testkit.RandomDocument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and trees as documents of a store, and back. */
class TypedStoreTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a session is to an application. */
  record Session(
      String user,
      long visits,
      double score,
      BigDecimal price,
      BigInteger total,
      boolean open,
      Instant begun,
      UUID device,
      List<Step> steps,
      Map<String, Step> named) {}

  record Step(String text, Integer place) {}

  @TempDir Path folder;
  private FileStore store;

  @BeforeEach
  void open() {
    store = FileStore.open(folder.resolve("memory.edn"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private TypedStore<Session> sessions() {
    return TypedStore.of(store, "session/", Session.class, MAPPER);
  }

  private TypedStore<JsonNode> trees() {
    return TypedStore.of(store, "", JsonNode.class, MAPPER);
  }

  private static Session session(String user) {
    return new Session(
        user,
        Long.MAX_VALUE,
        -0.0,
        new BigDecimal("1.50"),
        BigInteger.ONE.shiftLeft(100),
        true,
        Instant.parse("2026-01-02T03:04:05.123456789Z"),
        UUID.fromString("0b0ebff2-50f3-4a9c-8a7c-6d1c8f2d6b1e"),
        List.of(new Step("żółw 🎧", 1), new Step(null, null)),
        Map.of("a/b", new Step("x", 2)));
  }

  @Test
  void recordsComeBackEqualAndAreDocumentsOfTheirKinds() {
    sessions().put("1", session("ann"));
    assertThat(sessions().get("1")).isEqualTo(session("ann"));
    assertThat(sessions().get("2")).isNull();
    assertThat(store.get("session/1"))
        .isEqualTo(
            EdnReader.read(
                "{\"user\" \"ann\", \"visits\" 9223372036854775807, \"score\" -0.0,"
                    + " \"price\" 1.50M, \"total\" 1267650600228229401496703205376N,"
                    + " \"open\" true, \"begun\" #inst \"2026-01-02T03:04:05.123456789Z\","
                    + " \"device\" #uuid \"0b0ebff2-50f3-4a9c-8a7c-6d1c8f2d6b1e\","
                    + " \"steps\" [{\"text\" \"żółw 🎧\", \"place\" 1} {\"text\" nil, \"place\" nil}],"
                    + " \"named\" {\"a/b\" {\"text\" \"x\", \"place\" 2}}}"));
    assertThat(sessions().delete("1")).isTrue();
    assertThat(sessions().delete("1")).isFalse();
  }

  @Test
  void keywordsAreReadAndWrittenByChoice() {
    TypedStore<Step> steps =
        TypedStore.of(store, "step/", Step.class, MAPPER).with(KeyNaming.KEYS_AS_KEYWORDS);
    store.put("step/1", EdnReader.read("{:text \"x\", :place 7}"));
    assertThat(steps.get("1")).isEqualTo(new Step("x", 7));
    steps.put("2", new Step("y", 8));
    assertThat(store.get("step/2")).isEqualTo(EdnReader.read("{:text \"y\", :place 8}"));
    TypedStore<JsonNode> trees = trees().with(KeyNaming.KEYS_AS_KEYWORDS);
    Document spaced = EdnReader.read("{:user/id 1, :deep [{:x {:y 2}}]}");
    store.put("t", spaced);
    trees.put("u", trees.get("t"));
    assertThat(store.get("u")).isEqualTo(spaced);
    assertFails("CF-7328", "$.a b", () -> trees.put("v", MAPPER.createObjectNode().put("a b", 1)));
    assertThat(store.get("v")).isNull();
  }

  @Test
  void updatesReadChangeAndWrite() {
    TypedStore<Step> steps = TypedStore.of(store, "step/", Step.class, MAPPER);
    assertThat(steps.update("1", old -> old == null ? new Step("new", 1) : null))
        .isEqualTo(new Step("new", 1));
    assertThat(steps.update("1", old -> new Step(old.text(), old.place() + 1)))
        .isEqualTo(new Step("new", 2));
    assertThat(steps.get("1")).isEqualTo(new Step("new", 2));
    assertThat(steps.update("1", old -> null)).isNull();
    assertThat(store.count()).isZero();
  }

  @Test
  void scansByWhatFollowsThePrefixAndLeavesSideEntriesOut() {
    TypedStore<Step> steps = TypedStore.of(store, "step/", Step.class, MAPPER);
    for (int i = 0; i < 3; i++) {
      steps.put("a/" + i, new Step("a", i));
      steps.put("b/" + i, new Step("b", i));
    }
    store.put("stop", new Document.Int(1));
    store.put(StoreKeys.SIDE + "x", new Document.Int(1));
    try (Stream<TypedEntry<Step>> scan = steps.scan("a/")) {
      assertThat(scan)
          .containsExactly(
              new TypedEntry<>("a/0", new Step("a", 0)),
              new TypedEntry<>("a/1", new Step("a", 1)),
              new TypedEntry<>("a/2", new Step("a", 2)));
    }
    try (Stream<TypedEntry<JsonNode>> scan = trees().scan("")) {
      assertThat(scan.map(TypedEntry::key)).hasSize(7).doesNotContain(StoreKeys.SIDE + "x");
    }
    TypedStore<JsonNode> side = TypedStore.of(store, StoreKeys.SIDE, JsonNode.class, MAPPER);
    try (Stream<TypedEntry<JsonNode>> scan = side.scan("")) {
      assertThat(scan.map(TypedEntry::key)).containsExactly("x");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "[]",
        "{}",
        "1",
        "-9223372036854775808",
        "9223372036854775808",
        "1.0",
        "-0.0",
        "1e300",
        "0.1",
        "0.10000000000000000000000000001",
        "1.50",
        "123456789012345678901234567890.10",
        "\"\\u0000 \\ud800 ż\"",
        "{\"a\": [1, {\"b\": null, \"\": [[]]}], \"~x\": \":y\"}"
      })
  void whatJsonSaysIsExact(String json) {
    Document document = PlainJson.read(json);
    store.put("a", document);
    JsonNode tree = trees().get("a");
    if (tree != null && !tree.isNull()) {
      trees().put("b", tree);
      assertThat(store.get("b")).isEqualTo(document);
    } else {
      assertThat(document).isEqualTo(new Document.Nil());
    }
  }

  @Test
  void numbersKeepTheirKinds() {
    for (Document number :
        List.of(
            new Document.BigInt(BigInteger.ONE),
            new Document.Decimal(new BigDecimal("1.500")),
            new Document.Decimal(new BigDecimal("1E+5")),
            new Document.Decimal(BigDecimal.TEN),
            new Document.Real(Double.NaN),
            new Document.Real(Double.NEGATIVE_INFINITY),
            new Document.Real(5),
            new Document.Moment(Instant.MAX),
            new Document.Uuid(new UUID(1, 2)))) {
      Document document = new Document.VectorOf(List.of(number));
      Conversion<JsonNode> trees =
          new Conversion<>(MAPPER, MAPPER.constructType(JsonNode.class), KeyNaming.KEYS_AS_TEXT);
      assertThat(trees.write(trees.read(document))).isEqualTo(document);
      Conversion<Object> objects =
          new Conversion<>(MAPPER, MAPPER.constructType(Object.class), KeyNaming.KEYS_AS_TEXT);
      if (!(number instanceof Document.Decimal)) {
        assertThat(objects.write(objects.read(document))).isEqualTo(document);
      }
    }
  }

  @Test
  void momentsAndUuidsAreReadFromTextToo() {
    store.put(
        "session/1",
        PlainJson.read(
            "{\"begun\": \"2026-01-01T00:00:00Z\","
                + " \"device\": \"0B0EBFF2-50f3-4a9c-8a7c-6d1c8f2d6b1e\"}"));
    Session session = sessions().get("1");
    assertThat(session.begun()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(session.device()).hasToString("0b0ebff2-50f3-4a9c-8a7c-6d1c8f2d6b1e");
    for (String wrong :
        List.of("{\"begun\": \"soon\"}", "{\"device\": \"1-1-1-1-1\"}", "{\"begun\": 7}")) {
      store.put("session/2", PlainJson.read(wrong));
      assertFails("CF-7329", "$.", () -> sessions().get("2"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\" [1 #{secret}]} | $.a[1]",
        "{:a {:b secret}} | $.a.b",
        "[0 (1 2)] | $[1]",
        "[1/3] | $[0]",
        "[\\a] | $[0]",
        "#my/tag 1 | $",
        "[:active] | $[0]",
        "{:a {7 1}} | $.a",
        "{:a 1 \"a\" 2} | $.a",
        "[^{:secret 1} [1]] | $[0]"
      })
  void whatJsonLacksIsRefusedByItsPlace(String edn, String place) {
    store.put("key", EdnReader.read(edn));
    assertFails("CF-7328", place, () -> trees().get("key"));
  }

  @Test
  void whatDoesNotFitIsNamedByItsPlaceAndNotByItsValue() {
    store.put("session/1", PlainJson.read("{\"steps\": [{}, {\"place\": \"secret\"}]}"));
    assertFails("CF-7329", "$.steps[1].place", () -> sessions().get("1"));
    store.put("session/1", PlainJson.read("{\"steps\": [{\"colour\": \"secret\"}]}"));
    assertFails("CF-7329", "$.steps[0].colour", () -> sessions().get("1"));
    assertFails("CF-7329", "$.steps[0].colour", () -> sessions().update("1", old -> old));
    TypedStore<Object> objects = TypedStore.of(store, "o/", Object.class, MAPPER);
    assertFails("CF-7329", "$", () -> objects.put("1", new Object() {}));
    assertThat(store.count()).isEqualTo(1);
  }

  private static void assertFails(String code, String place, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(CrossfadeException.class)
        .hasMessageContaining(code)
        .hasMessageContaining(" at " + place)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void bytesAreTextInBase64() {
    TypedStore<byte[]> blobs = TypedStore.of(store, "", byte[].class, MAPPER);
    blobs.put("a", new byte[] {1, 2, -1});
    assertThat(store.get("a")).isEqualTo(new Document.Text("AQL/"));
    assertThat(blobs.get("a")).containsExactly(1, 2, -1);
  }

  /** Whatever a view reads it writes back equal, or refuses to read. */
  @Test
  void randomDocumentsComeBackEqualOrAreRefused() {
    long seed = System.nanoTime();
    RandomDocument random = new RandomDocument(new Random(seed));
    int exact = 0;
    Conversion<JsonNode> trees =
        new Conversion<>(MAPPER, MAPPER.constructType(JsonNode.class), KeyNaming.KEYS_AS_TEXT);
    for (int i = 0; i < 3000; i++) {
      Document document = random.next(3);
      JsonNode tree;
      try {
        tree = trees.read(document);
      } catch (CrossfadeException e) {
        assertThat(e).hasMessageContaining("CF-7328");
        continue;
      }
      boolean text = !document.toString().contains("Keyword");
      if (text && tree != null) {
        assertThat(trees.write(tree)).as("seed %d, document %d", seed, i).isEqualTo(document);
        exact++;
      }
    }
    assertThat(exact).as("seed %d", seed).isGreaterThan(100);
  }
}
