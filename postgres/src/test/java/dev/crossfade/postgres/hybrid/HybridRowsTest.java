package dev.crossfade.postgres.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import dev.crossfade.postgres.LoadFixture;
import dev.crossfade.postgres.readback.PostgresReadBack;
import dev.crossfade.testkit.Documents;
import dev.crossfade.testkit.RandomDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Documents go into a table by COPY and come back as they were, in digests as well. */
class HybridRowsTest {
  private static final long SEED = 57;
  private static final int COUNT = 5_000;
  private static final Document IN = new Document.Keyword("in");

  private static HybridTable table() {
    List<Attribute> attributes = new ArrayList<>();
    for (AttributeType type : AttributeType.values()) {
      Document name = new Document.Keyword(type.name());
      attributes.add(new Attribute(type.name(), List.of(name), type));
      attributes.add(new Attribute("in " + type.name(), List.of(IN, name), type));
    }
    return new HybridTable("x/{id}", "hybrid", attributes);
  }

  @Test
  void documentsComeBackFromATableEqual() {
    HybridTable table = table();
    Map<String, Document> documents = documents();
    try (LoadFixture fixture = new LoadFixture()) {
      fixture.createTable(table.plan());
      Digest written = load(fixture, table, documents);
      RowDigester digester = new RowDigester(table.plan().jsonColumns());
      int count = 0;
      try (RowScan scan =
          new PostgresReadBack(fixture::connect)
              .readBack(table.plan(), LoadFixture.SCHEMA, KeyRange.ALL)) {
        RowBatch rows = new RowBatch(1024);
        while (scan.next(rows)) {
          for (int row = 0; row < rows.rows(); row++) {
            var entry = table.entry(rows, row);
            assertThat(entry.value())
                .as("seed %d, key %s", SEED, entry.key())
                .isEqualTo(documents.get(entry.key()));
            digester.add(rows.data(), rows.start(row), rows.end(row));
            count++;
          }
        }
      }
      assertThat(count).isEqualTo(documents.size());
      assertThat(digester.take()).isEqualTo(written);
      for (Attribute attribute : table.attributes()) {
        assertThat(
                fixture.lines(
                    "SELECT count(\""
                        + attribute.column()
                        + "\") > 50 FROM "
                        + LoadFixture.SCHEMA
                        + ".hybrid"))
            .as(attribute.column())
            .containsExactly("t");
      }
    }
  }

  @Test
  void rowsThatWereChangedBySqlAreReadOrRefused() {
    HybridTable table = table();
    Document.MapOf document = new Document.MapOf(Map.of(IN, new Document.Int(1)));
    try (LoadFixture fixture = new LoadFixture()) {
      fixture.createTable(table.plan());
      load(fixture, table, Map.of("a", document));
      change(fixture, "\"TEXT\" = 'x', \"DOUBLE\" = 'NaN', \"UUID\" = '" + new UUID(0, 10) + "'");
      MapBuilder expected = new MapBuilder();
      expected.put(IN, new Document.Int(1));
      expected.put(new Document.Keyword("TEXT"), new Document.Text("x"));
      expected.put(new Document.Keyword("DOUBLE"), new Document.Real(Double.NaN));
      expected.put(new Document.Keyword("UUID"), new Document.Uuid(new UUID(0, 10)));
      assertThat(only(fixture, table)).isEqualTo(expected.build());
      change(fixture, "\"in TEXT\" = 'y'");
      assertThatThrownBy(() -> only(fixture, table)).hasMessageContaining("CF-7301");
      change(fixture, "rest = '{}'");
      assertThat(((Document.MapOf) only(fixture, table)).entries().get(IN))
          .isEqualTo(
              new Document.MapOf(Map.of(new Document.Keyword("TEXT"), new Document.Text("y"))));
      change(fixture, "\"TIMESTAMPTZ\" = 'infinity'");
      assertThatThrownBy(() -> only(fixture, table)).hasMessageContaining("CF-7302");
      change(fixture, "\"TIMESTAMPTZ\" = NULL, \"KEYWORD\" = 'no keyword'");
      assertThatThrownBy(() -> only(fixture, table)).hasMessageContaining("CF-7302");
    }
  }

  private static void change(LoadFixture fixture, String set) {
    fixture.target.execute(List.of("UPDATE " + LoadFixture.SCHEMA + ".hybrid SET " + set));
  }

  private static Document only(LoadFixture fixture, HybridTable table) {
    try (RowScan scan =
        new PostgresReadBack(fixture::connect)
            .readBack(table.plan(), LoadFixture.SCHEMA, KeyRange.ALL)) {
      RowBatch rows = new RowBatch(1024);
      assertThat(scan.next(rows)).isTrue();
      return table.entry(rows, 0).value();
    }
  }

  private static Digest load(
      LoadFixture fixture, HybridTable table, Map<String, Document> documents) {
    RowBatch batch = new RowBatch(1024);
    documents.forEach((key, value) -> table.add(batch, key, value));
    List<RejectedRecord> rejected = new ArrayList<>();
    var checkpoint = LoadFixture.checkpoint(0, batch.rows(), table.plan(), batch, 0);
    try (BulkLoader loader =
        fixture.target.loader(table.plan(), LoadFixture.SCHEMA, LoadFixture.RUN, rejected::add)) {
      loader.write(batch);
      loader.commit(checkpoint);
    }
    assertThat(rejected).isEmpty();
    return checkpoint.written();
  }

  private static Map<String, Document> documents() {
    Random random = new Random(SEED);
    RandomDocument documents = new RandomDocument(random);
    Map<String, Document> all = new LinkedHashMap<>();
    Documents.all().forEach(document -> all.put("all " + all.size(), document));
    while (all.size() < COUNT) {
      Document document = documents.next(3);
      all.put("key " + all.size(), random.nextInt(3) == 0 ? document : map(random, documents, 2));
    }
    return all;
  }

  /** A map with values where the attributes look for them, of their kinds mostly. */
  private static Document map(Random random, RandomDocument documents, int levels) {
    MapBuilder map = new MapBuilder();
    for (AttributeType type : AttributeType.values()) {
      if (random.nextBoolean()) {
        Document value = random.nextInt(4) == 0 ? documents.next(2) : value(type, random);
        map.put(new Document.Keyword(type.name()), value);
      }
    }
    if (levels > 0 && random.nextBoolean()) {
      map.put(IN, map(random, documents, levels - 1));
    }
    map.put(new Document.Text("other"), documents.next(2));
    return map.build();
  }

  private static Document value(AttributeType type, Random random) {
    return switch (type) {
      case TEXT -> new Document.Text("żółw 🎧 " + random.nextInt());
      case KEYWORD -> new Document.Keyword("state/s" + random.nextInt(10));
      case BIGINT -> new Document.Int(random.nextLong());
      case DOUBLE -> new Document.Real(Double.longBitsToDouble(random.nextLong()));
      case BOOLEAN -> new Document.Bool(random.nextBoolean());
      case TIMESTAMPTZ ->
          new Document.Moment(
              Instant.ofEpochSecond(random.nextLong() >> 28, random.nextInt(1_000_000) * 1000L));
      case UUID -> new Document.Uuid(new UUID(random.nextLong(), random.nextLong()));
    };
  }
}
