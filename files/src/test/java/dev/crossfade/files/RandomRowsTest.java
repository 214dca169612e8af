package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.store.Position;
import dev.crossfade.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random rows written in each format are read back equal, whatever the size of the window. */
class RandomRowsTest {
  private static final List<String> COLUMNS = List.of("key one", "b", "c\"d");

  @TempDir Path folder;

  @Test
  void readsBackWhatWasWrittenAsCsv() {
    for (long seed = 1; seed <= 150; seed++) {
      Random random = new Random(seed);
      List<List<Value>> rows = rows(random, false);
      String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
      String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
      StringBuilder text = new StringBuilder("\"key one\"" + delimiter + "b" + delimiter);
      text.append("\"c\"\"d\"").append(lineEnd);
      for (List<Value> row : rows) {
        text.append(String.join(delimiter, row.stream().map(cell -> csv(cell, random)).toList()));
        text.append(lineEnd);
      }
      check(seed, Reading.write(folder, "c" + seed + ".csv", text.toString()), rows);
    }
  }

  @Test
  void readsBackWhatWasWrittenAsJson() {
    for (long seed = 1; seed <= 150; seed++) {
      Random random = new Random(seed);
      List<List<Value>> rows = rows(random, true);
      List<String> records = rows.stream().map(row -> json(row, random)).toList();
      check(seed, Reading.write(folder, "l" + seed + ".jsonl", String.join("\n", records)), rows);
      check(seed, Reading.write(folder, "a" + seed + ".json", records.toString()), rows);
    }
  }

  private static void check(long seed, Path file, List<List<Value>> rows) {
    String name = file.getFileName().toString().replaceAll("\\..*", "");
    for (int limit : new int[] {400, 613, 1 << 20}) {
      try (FilesSource source = FilesSource.open(file, new FilesOptions(limit))) {
        Reading reading = Reading.scan(source, name, COLUMNS, Position.START);
        assertThat(reading.complaints()).as("seed " + seed).isEmpty();
        assertThat(reading.rows).as("seed " + seed + ", window " + limit).isEqualTo(rows);
      }
    }
  }

  private static List<List<Value>> rows(Random random, boolean typed) {
    RandomDocuments texts = new RandomDocuments(random);
    List<List<Value>> rows = new ArrayList<>();
    int count = 5 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      List<Value> row = new ArrayList<>();
      // The first column makes the rows look like values, so that the header is recognised.
      row.add(typed ? new Value.Int(i) : new Value.Text(Integer.toString(i)));
      for (int column = 1; column < COLUMNS.size(); column++) {
        row.add(value(random, texts, typed));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Value value(Random random, RandomDocuments texts, boolean typed) {
    return switch (random.nextInt(typed ? 6 : 3)) {
      case 0 -> new Value.Null();
      case 3 -> new Value.Int(random.nextLong() >> random.nextInt(64));
      case 4 -> new Value.Bool(random.nextBoolean());
      case 5 ->
          new Value.Decimal((1 + 10L * random.nextInt(1 << 30)) + "E-" + random.nextInt(1, 30));
      default -> new Value.Text(texts.text());
    };
  }

  private static String csv(Value value, Random random) {
    if (value instanceof Value.Text text) {
      return "\"" + text.value().replace("\"", "\"\"") + "\"";
    }
    return random.nextBoolean() ? "" : "\\N";
  }

  private static String json(List<Value> row, Random random) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Value value = row.get(i);
      if (!(value instanceof Value.Null) || random.nextBoolean()) {
        members.add(RandomDocuments.quote(COLUMNS.get(i)) + ":" + json(value));
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private static String json(Value value) {
    if (value instanceof Value.Text text) {
      return RandomDocuments.quote(text.value());
    }
    if (value instanceof Value.Int integer) {
      return Long.toString(integer.value());
    }
    if (value instanceof Value.Bool bool) {
      return Boolean.toString(bool.value());
    }
    return value instanceof Value.Decimal decimal ? decimal.normalised() : "null";
  }
}
