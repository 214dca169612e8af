package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Databases;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults planted into what is installed are found by the comparison that the other tests rest on,
 * and leave what does not touch them as it was.
 */
final class PlantedFaultTest {
  private static final List<CollectionPlan> PLANS =
      List.of(Mirror.plan("t", List.of("id"), "id", "u"));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void makeFile() throws SQLException {
    file = directory.resolve("app.sqlite");
    Databases.run(
        file,
        "PRAGMA journal_mode = wal",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, u UNIQUE)",
        "INSERT INTO t VALUES (1, 1), (2, 2)");
  }

  /** Makes a trigger of ours anew without some of its text, and takes note of that. */
  private static void cut(Mirror app, String trigger, String pattern) throws SQLException {
    String sql;
    try (Statement statement = app.program.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sql FROM sqlite_schema WHERE name = '" + trigger + "'")) {
      sql = row.getString(1);
    }
    String less = Pattern.compile(pattern).matcher(sql).replaceFirst("");
    assertThat(less).isNotEqualTo(sql);
    app.run("DROP TRIGGER " + trigger, less);
    believe(app);
  }

  private static void believe(Mirror app) throws SQLException {
    app.run("DELETE FROM crossfade_schema", SchemaCheck.TAKE_NOTE);
  }

  @Test
  void theReplaceTrapUncovered() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      cut(app, "crossfade_1_insert", "INSERT INTO [^;]*\"t\".\"u\" COLLATE[^;]*;");
      app.check("INSERT INTO t VALUES (3, 3)", "INSERT OR REPLACE INTO t VALUES (3, 4)");
      assertThat(app.differsAfter("INSERT OR REPLACE INTO t VALUES (9, 1)")).isTrue();
    }
  }

  @Test
  void theReplaceTrapOfAnUpdateUncovered() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      cut(app, "crossfade_1_update", "INSERT INTO [^;]*\"t\".\"u\" COLLATE[^;]*;");
      app.check("UPDATE t SET u = 3 WHERE id = 1");
      assertThat(app.differsAfter("UPDATE OR REPLACE t SET u = 3 WHERE id = 2")).isTrue();
    }
  }

  @Test
  void theOldKeyOfAnUpdateForgotten() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      cut(app, "crossfade_1_update", "INSERT INTO crossfade_outbox\\(t, k1\\) VALUES[^;]*;");
      app.run("INSERT INTO t VALUES (5, 5)");
      assertThat(app.differsAfter("UPDATE t SET id = 7 WHERE id = 1")).isTrue();
    }
  }

  @Test
  void idsReused() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      assertThat(lateTrimLosesAWrite(app, "SELECT 1")).isFalse();
      assertThat(lateTrimLosesAWrite(app, "DELETE FROM crossfade_outbox WHERE t = 0")).isTrue();
    }
  }

  /** Two appliers took the same entries; the second one trims when the next write is recorded. */
  private static boolean lateTrimLosesAWrite(Mirror app, String fault) throws SQLException {
    app.run(fault, "INSERT INTO t(u) VALUES (abs(random()))");
    try (Changes taken = app.take()) {
      app.pass();
      app.run(fault, "DELETE FROM t WHERE id = (SELECT max(id) FROM t)");
      app.store.trim(taken);
      return app.differsAfter("SELECT 1");
    }
  }

  @Test
  void aRebuiltTableUnnoticed() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.check("INSERT INTO t VALUES (3, 3)");
      app.run(
          "CREATE TABLE n(id INTEGER PRIMARY KEY, u UNIQUE)",
          "INSERT INTO n SELECT * FROM t",
          "DROP TABLE t",
          "ALTER TABLE n RENAME TO t");
      believe(app);
      assertThat(app.differsAfter("UPDATE t SET u = 30 WHERE id = 3")).isTrue();
    }
  }

  @Test
  void aFenceThatIsNotAsked() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      cut(app, "crossfade_1_delete", "SELECT RAISE[^;]*;[^;]*;");
      app.run("UPDATE crossfade_fence SET open = 0", "UPDATE crossfade_control SET open = 0");
      app.run("DELETE FROM t");
      assertThat(app.store.backlog()).isEqualTo(2);
    }
  }
}
