package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.fault.FaultPoints;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that writes to the source while it is moved. */
class SnapshotTest {
  @TempDir Path folder;

  @AfterEach
  void reset() {
    FaultPoints.install(name -> {});
  }

  private static void fill(Fixture fixture, String mode) {
    fixture.source(
        "PRAGMA journal_mode = " + mode,
        "CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER)",
        "CREATE TABLE b (id INTEGER PRIMARY KEY, x INTEGER)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            + " INSERT INTO a SELECT i, 0 FROM n",
        "INSERT INTO b SELECT id, x FROM a");
  }

  @Test
  void movesOneStateOfADatabaseInUse() throws SQLException {
    try (Fixture fixture = new Fixture(folder.resolve("data.sqlite"));
        Connection writer = DriverManager.getConnection("jdbc:sqlite:" + fixture.file);
        Statement statement = writer.createStatement()) {
      fill(fixture, "WAL");
      FaultPoints.install(
          name -> {
            try {
              statement.execute("UPDATE a SET x = x + 1");
              statement.execute("UPDATE b SET x = x + 1");
              statement.execute("INSERT INTO b (x) SELECT max(x) FROM b");
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      MoveReport report = fixture.move();
      assertThat(report.run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
      assertThat(fixture.one("SELECT sum(x), count(*) FROM a")).isEqualTo("0|3000");
      assertThat(fixture.one("SELECT sum(x), count(*) FROM b")).isEqualTo("0|3000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "TRUNCATE", "PERSIST"})
  void keepsAWriterWaitingThatHasNoLog(String mode) throws SQLException {
    try (Fixture fixture = new Fixture(folder.resolve("data.sqlite"));
        Connection writer = DriverManager.getConnection("jdbc:sqlite:" + fixture.file);
        Statement statement = writer.createStatement()) {
      fill(fixture, mode);
      statement.execute("PRAGMA busy_timeout = 0");
      int[] refused = new int[1];
      FaultPoints.install(
          name -> {
            try {
              statement.execute("UPDATE a SET x = x + 1");
            } catch (SQLException busy) {
              refused[0]++;
            }
          });
      MoveReport report = fixture.move();
      assertThat(report.run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
      assertThat(refused[0]).isPositive();
      assertThat(fixture.one("SELECT sum(x), count(*) FROM a")).isEqualTo("0|3000");
    }
  }
}
