package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.value.Value;
import dev.crossfade.files.edn.EdnStyle;
import dev.crossfade.files.edn.EdnWriter;
import dev.crossfade.testkit.RandomDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdnFileTest {
  private static final long SEED = 37;
  private static final String PRESENCE =
      "{\n\"presence/1\" {:user/id \"u1\" :joined-at #inst \"2026-01-02T03:04:05.678Z\" :tags #{:a} :ref nil}\n"
          + "\"presence/2\" {:user/id \"u2\" :joined-at nil :ref #uuid \"00000000-0000-0001-0000-000000000002\"}\n}\n";

  @TempDir private Path folder;

  @Test
  void theEntriesOfAMapAreRecords() {
    Path file = Reading.write(folder, "app.edn", PRESENCE);
    CollectionShape shape = Reading.only(Reading.inspect(file));
    assertThat(Reading.inspect(file).format()).isEqualTo("edn");
    assertThat(shape.key()).containsExactly("_key");
    assertThat(Reading.columns(shape))
        .containsExactly("_key", ":user/id", ":joined-at.~inst", ":tags.~set", ":ref.~uuid");
    assertThat(Reading.all(file).texts())
        .containsExactly(
            "'presence/1'|'u1'|'2026-01-02T03:04:05.678Z'|[\":a\"]|null",
            "'presence/2'|'u2'|null|null|'00000000-0000-0001-0000-000000000002'");
  }

  @Test
  void keysOfDifferentKindsStayApart() {
    Path file =
        Reading.write(
            folder, "k.edn", "{1 {:a 1} \"1\" {:a 2} :1 {:a 3} \":1\" {:a 4} [1] {:a 5}}");
    assertThat(Reading.all(file).texts())
        .containsExactly("'~1'|1", "'1'|2", "':1'|3", "'~:1'|4", "'~[1]'|5");
  }

  /** As one application keeps presences beside lessons. */
  @Test
  void keysOfSeveralPatternsAreRecordsToo() {
    Path file =
        Reading.write(
            folder, "app.edn", "{\"presence/1\" {:a 1} \"learning/7\" {:b 2} \"tag/x\" 3}");
    Reading reading = Reading.all(file);
    assertThat(reading.texts()).containsExactly("'presence/1'|1|null", "'learning/7'|null|2");
    assertThat(reading.complaints()).containsExactly("line 1 CF-2208");
    assertThat(new String(reading.rejects.get(0).raw(), StandardCharsets.UTF_8))
        .isEqualTo("\"tag/x\" 3");
  }

  @Test
  void vectorsAndFormsInARowAndPackedFilesAreReadToo() {
    Path vector = Reading.write(folder, "vector.edn", "[{:id 1 :x 1.5M}, {:id 2 :x 2M}]");
    assertThat(Reading.only(Reading.inspect(vector)).key()).containsExactly(":id");
    assertThat(Reading.all(vector).texts()).containsExactly("1|'1.5'", "2|'2'");
    byte[] lines = "#:u{:id 1}\n#:u{:id 2}\n".getBytes(StandardCharsets.UTF_8);
    Path packed = Reading.write(folder, "lines.edn.gz", Reading.gzip(lines));
    assertThat(Reading.columns(Reading.only(Reading.inspect(packed)))).containsExactly(":u/id");
    assertThat(Reading.all(packed).texts()).containsExactly("1", "2");
    Path one = Reading.write(folder, "one.edn", "{:port 80 :host \"h\"}");
    assertThat(Reading.all(one).texts()).containsExactly("80|'h'");
  }

  @Test
  void vectorsOfMapsBecomeATable() {
    Path file =
        Reading.write(
            folder,
            "o.edn",
            "[{:id 1 :lines [{:sku \"x\"} {:sku \"y\"}]} {:id 2 :lines [{:sku \"z\"}]}]");
    assertThat(Reading.all(file, "o.:lines").texts())
        .containsExactly("1|0|'x'", "1|1|'y'", "2|0|'z'");
  }

  @Test
  void aFolderHoldsEdnBesideJsonAndCsv() {
    Reading.write(folder, "in/a.edn", "[{:id 1}]");
    Reading.write(folder, "in/b.json", "[{\"id\": 1}]");
    Reading.write(folder, "in/c.csv", "id,n\n1,2\n");
    assertThat(Reading.inspect(folder.resolve("in")).collections())
        .extracting(CollectionShape::name)
        .containsExactly("a", "b", "c");
    Reading.write(folder, "docs/x.edn", "{:id 1 :n 2}");
    Reading.write(folder, "docs/y.edn", "; two\n{:id 2 :n 3}");
    assertThat(Reading.all(folder.resolve("docs")).texts()).containsExactly("'x'|1|2", "'y'|2|3");
  }

  @Test
  void faultsAreRejectsWithTheirPlaceAndTheirEdn() {
    Path file =
        Reading.write(folder, "bad.edn", "[{:id 1}\n {:id 08}\n {:id 3 :id 4}\n {:id 5}\n {:id 6");
    Reading reading = Reading.all(file);
    assertThat(reading.texts()).containsExactly("1", "5");
    assertThat(reading.complaints())
        .containsExactly(
            "line 2, column 7 CF-2240", "line 3, column 9 CF-2241", "line 5, column 2 CF-2203");
    assertThat(new String(reading.rejects.get(0).raw(), StandardCharsets.UTF_8))
        .isEqualTo("{:id 08}");
    List<Problem> problems = Reading.only(Reading.inspect(file)).problems();
    assertThat(problems)
        .anyMatch(one -> one.toString().contains("line 2, column 7: expected a number"));
  }

  /** Keys of any kind stay apart, and each record is the value's encoding. */
  @Test
  void randomMapsAreReadAsTheirEncodingAndGoOnFromAnyPosition() throws IOException {
    Random random = new Random(SEED);
    RandomDocument documents = new RandomDocument(random);
    MapBuilder builder = new MapBuilder();
    for (int i = 0; i < 20_000; i++) {
      MapBuilder record = new MapBuilder();
      record.put(new Document.Keyword("n"), new Document.Int(i));
      record.put(new Document.Keyword("v"), documents.next(2));
      builder.put(new Document.Keyword("k" + i), record.build());
    }
    Document.MapOf map = builder.build();
    StringBuilder text = new StringBuilder();
    EdnWriter.write(map, EdnStyle.AS_IT_IS, text);
    Path file = Reading.write(folder, "map.edn", text.toString());
    List<String> columns = List.of("_key", "$");
    try (FilesSource source = FilesSource.open(file)) {
      Reading all = Reading.scan(source, "map", columns, Position.START);
      assertThat(all.rejects).isEmpty();
      assertThat(all.rows).hasSize(map.entries().size());
      for (List<Value> row : all.rows) {
        String key = ((Value.Text) row.get(0)).value();
        Document value = map.entries().get(new Document.Keyword(key.substring(1)));
        Document read = DocumentJson.decode(((Value.Json) row.get(1)).text());
        assertThat(read).as("seed %d, %s", SEED, key).isEqualTo(value);
      }
      assertThat(all.positions).hasSizeGreaterThan(2);
      for (Position position : all.positions) {
        Reading rest = Reading.scan(source, "map", columns, position);
        int skipped = all.rows.size() - rest.rows.size();
        assertThat(rest.rows).isEqualTo(all.rows.subList(skipped, all.rows.size()));
        assertThat(rest.rejects).isEmpty();
      }
      assertThat(source.inspect(100, Events.NONE).collections()).hasSize(1);
    }
  }
}
