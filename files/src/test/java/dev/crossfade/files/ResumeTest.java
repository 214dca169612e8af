package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan that goes on from any position gives what was missing, rows and rejects. */
class ResumeTest {
  private static final int RECORDS = 30_000;

  @TempDir Path folder;

  @Test
  void goesOnInLines() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      text.append(i % 997 == 5 ? "{broken\n" : "\n{\"id\":" + i + ",\"s\":\"é\"}\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    check(Reading.write(folder, "t.jsonl", bytes), "t", List.of("_id", "id", "s"));
    check(Reading.write(folder, "p.jsonl.gz", Reading.gzip(bytes)), "p", List.of("_id", "id"));
    check(
        Reading.write(folder, "w.jsonl", ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)),
        "w",
        List.of("_id", "id", "s"));
  }

  @Test
  void goesOnInCsv() {
    StringBuilder text = new StringBuilder("\ufeffid,name\n");
    for (int i = 0; i < RECORDS; i++) {
      text.append(i % 997 == 5 ? "1,2,3\n" : i + ",\"a\nb\"\r\n\n");
    }
    check(Reading.write(folder, "t.csv", text.toString()), "t", List.of("name", "id"));
    byte[] latin = text.substring(1).replace("\"a", "\"ë").getBytes(StandardCharsets.ISO_8859_1);
    check(Reading.write(folder, "l.csv", latin), "l", List.of("name", "id"));
  }

  @Test
  void goesOnInArraysAndObjects() {
    StringBuilder array = new StringBuilder("[");
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < RECORDS; i++) {
      String comma = i == 0 ? "" : ",\n";
      String record = i % 997 == 5 ? "{\"id\":nul}" : "{\"id\":" + i + "}";
      array.append(comma).append(record);
      object.append(comma).append("\"k").append(i).append("\":").append(record);
    }
    check(Reading.write(folder, "a.json", array + "]"), "a", List.of("_id", "id"));
    check(Reading.write(folder, "o.json", object + "}"), "o", List.of("_id", "_key", "id"));
  }

  @Test
  void goesOnWithinTheArrayOfOneRecord() {
    StringBuilder text = new StringBuilder();
    int id = 0;
    for (int record = 0; record < 5; record++) {
      text.append("{\"id\":").append(record).append(",\"x\":[");
      int elements = record == 2 ? RECORDS : 3;
      for (int i = 0; i < elements; i++) {
        text.append(i == 0 ? "" : ",").append(i % 997 == 5 ? "7" : "{\"v\":" + id++ + "}");
      }
      text.append("]}\n");
    }
    check(
        Reading.write(folder, "t.jsonl", text.toString()), "t.x", List.of("^id", "position", "v"));
  }

  @Test
  void goesOnOverTheFilesOfAFolder() {
    for (int i = 100; i < 180; i++) {
      Reading.write(folder, "docs/d" + i + ".json", "{\"id\":" + i + ",\"x\":[{\"a\":1},{}]}");
    }
    check(folder.resolve("docs"), "docs", List.of("_file", "_id", "id"));
    check(folder.resolve("docs"), "docs.x", List.of("^_file", "position", "a"));
  }

  private static void check(Path path, String name, List<String> columns) {
    try (FilesSource source = FilesSource.open(path)) {
      Reading whole = Reading.scan(source, name, columns, Position.START);
      assertThat(whole.rows).isNotEmpty();
      List<Integer> rowsBefore = new ArrayList<>();
      List<Integer> rejectsBefore = new ArrayList<>();
      List<Position> positions = positions(source, name, columns, rowsBefore, rejectsBefore);
      for (int i = 0; i < positions.size(); i++) {
        Reading rest = Reading.scan(source, name, columns, positions.get(i));
        assertThat(rest.rows)
            .as(positions.get(i).token())
            .isEqualTo(whole.rows.subList(rowsBefore.get(i), whole.rows.size()));
        assertThat(rest.complaints())
            .as(positions.get(i).token())
            .isEqualTo(whole.complaints().subList(rejectsBefore.get(i), whole.complaints().size()));
      }
    }
  }

  private static List<Position> positions(
      FilesSource source,
      String name,
      List<String> columns,
      List<Integer> rowsBefore,
      List<Integer> rejectsBefore) {
    List<Position> positions = new ArrayList<>();
    List<List<Value>> rows = new ArrayList<>();
    int[] rejects = {0};
    RowBatch batch = new RowBatch(64);
    try (RowScan scan =
        source.scan(Reading.plan(name, columns), Position.START, rejected -> rejects[0]++)) {
      boolean more = true;
      while (more) {
        more = scan.next(batch);
        for (int row = 0; more && row < batch.rows(); row++) {
          rows.add(Reading.values(batch, row));
        }
        positions.add(scan.position());
        rowsBefore.add(rows.size());
        rejectsBefore.add(rejects[0]);
      }
    }
    return positions;
  }
}
