package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.move.MoveOptions.OnReject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any table with any values is moved and proven; what does not fit is a dead letter. */
class RandomMoveTest {
  private static final List<String> TYPES =
      List.of(
          "INTEGER",
          "INT",
          "BIGINT",
          "REAL",
          "DOUBLE",
          "TEXT",
          "VARCHAR(20)",
          "BLOB",
          "NUMERIC",
          "DECIMAL(10,2)",
          "BOOLEAN",
          "DATE",
          "DATETIME",
          "TIMESTAMP",
          "JSON",
          "UUID",
          "CHAR(3)",
          "TIME",
          "MONEY",
          "");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-0",
          "1.0",
          "1e400",
          "NaN",
          "Infinity",
          "true",
          "t",
          "Y",
          "null",
          "{}",
          "{\"a\":1,\"a\":2}",
          "{\"a\":1e999}",
          "[1,2.50,\"\\u0000\"]",
          "\"\\ud800\"",
          "{broken",
          "2024-02-29",
          "2023-02-29",
          "0000-01-01",
          "-0044-03-15",
          "9999-12-31 23:59:59.999999",
          "2024-03-31 02:30:00",
          "2024-01-01T00:00:00Z",
          "2024-01-01T00:00:00+14:00",
          "2024-01-01 00:00:00.1234567",
          "24:00:00",
          "23:59:60",
          "12:34",
          "550e8400-e29b-41d4-a716-446655440000",
          "550E8400-E29B-41D4-A716-446655440000",
          "9223372036854775808",
          "0.1",
          "12.50",
          "$1.00",
          "é",
          "e\u0301",
          "İ",
          "\u0000",
          "a\u0000b",
          "\ud83d\ude00",
          "\ufffe",
          "\r\n\t\\.",
          "\\N",
          "'quoted\"");

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void isProvenAndEqualByVerify(long seed) throws SQLException {
    try (Fixture fixture = new Fixture(folder.resolve("data.sqlite"))) {
      String tables = fill(fixture.file, new Random(seed));
      fixture.onReject = OnReject.DEAD_LETTER;
      fixture.chunkRows = 100;
      String about = "seed " + seed + ": " + tables;
      MoveReport report = fixture.move();
      assertThat(report.run().outcome())
          .as(about + report.findings())
          .isEqualTo(MoveReport.Outcome.PROVEN);
      for (TableReport table : report.tables()) {
        assertThat(table.read()).as(about).isEqualTo(table.written() + table.rejected());
        assertThat(table.verified()).as(about).isEqualTo(table.written());
        assertThat(
                fixture.one(
                    "SELECT count(*) FROM crossfade.dead_letters WHERE target = '"
                        + table.target()
                        + "'"))
            .as(about)
            .isEqualTo(Long.toString(table.rejected()));
        assertThat(fixture.one("SELECT count(*) FROM \"" + table.target() + "\""))
            .as(about)
            .isEqualTo(Long.toString(table.written()));
      }
      assertThat(fixture.verify(report.plan(), report.run().id(), 20))
          .as(about)
          .allMatch(result -> result.result().equal());
    }
  }

  private static String fill(Path file, Random random) throws SQLException {
    List<String> made = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      int tables = 1 + random.nextInt(4);
      for (int table = 0; table < tables; table++) {
        made.add(table(connection, "t" + table, random));
      }
      connection.commit();
    }
    return String.join("; ", made);
  }

  private static String table(Connection connection, String name, Random random)
      throws SQLException {
    int columns = 1 + random.nextInt(6);
    boolean keyed = random.nextBoolean();
    StringJoiner definition = new StringJoiner(", ", "CREATE TABLE " + name + " (", ")");
    StringJoiner marks = new StringJoiner(", ", "INSERT INTO " + name + " VALUES (", ")");
    if (keyed) {
      definition.add(
          random.nextBoolean() ? "k INTEGER PRIMARY KEY" : "k TEXT PRIMARY KEY NOT NULL");
      marks.add("?");
    }
    for (int column = 0; column < columns; column++) {
      definition.add("c" + column + " " + TYPES.get(random.nextInt(TYPES.size())));
      marks.add("?");
    }
    try (Statement create = connection.createStatement()) {
      create.execute(definition.toString());
    }
    // Most columns hold one kind of value and a few odd ones.
    int[] usual = random.ints(columns, 0, 8).toArray();
    try (PreparedStatement insert = connection.prepareStatement(marks.toString())) {
      int rows = random.nextInt(400);
      for (int row = 0; row < rows; row++) {
        int at = 1;
        if (keyed) {
          insert.setObject(at++, row * 3 - 50);
        }
        for (int column = 0; column < columns; column++) {
          int kind = random.nextInt(40) == 0 ? random.nextInt(8) : usual[column];
          insert.setObject(at++, value(kind, random));
        }
        insert.executeUpdate();
      }
    }
    return definition.toString();
  }

  private static Object value(int kind, Random random) {
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextInt(2);
      case 2 -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(1000);
      case 3 ->
          random.nextInt(5) == 0
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt(10_000) / 8.0;
      case 4 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 5 -> "2024-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10) + " 10:20:30";
      case 6 -> "{\"n\": " + random.nextInt() + ", \"list\": [true, null, 1.50]}";
      default -> ("bytes " + random.nextInt()).getBytes(StandardCharsets.UTF_8);
    };
  }
}
