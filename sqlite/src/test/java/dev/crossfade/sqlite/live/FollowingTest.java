package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Databases;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a program's SQL changes rows, each seen by the next pass. */
final class FollowingTest {
  @TempDir private Path directory;

  /** What a program's connection is like. */
  record Habit(String journal, boolean recursive) {}

  static Stream<Habit> habits() {
    return Stream.of(
        new Habit("wal", false),
        new Habit("wal", true),
        new Habit("delete", false),
        new Habit("truncate", true));
  }

  private Mirror follow(Habit habit, String schema, CollectionPlan... plans) throws SQLException {
    Path file = directory.resolve("app.sqlite");
    Databases.run(file, "PRAGMA journal_mode = " + habit.journal());
    Databases.run(file, schema.split(";\n"));
    Mirror mirror = Mirror.follow(file, List.of(plans));
    mirror.run(
        "PRAGMA journal_mode = " + habit.journal(),
        "PRAGMA synchronous = OFF",
        "PRAGMA recursive_triggers = " + habit.recursive(),
        "PRAGMA foreign_keys = ON");
    return mirror;
  }

  @ParameterizedTest
  @MethodSource("habits")
  void rowsAreInsertedUpdatedAndDeleted(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, v);\nINSERT INTO t VALUES (1, 'a'), (2, 'b')",
            Mirror.plan("t", List.of("id"), "id", "v"))) {
      app.check("INSERT INTO t VALUES (7, 'c')");
      app.check("INSERT INTO t(v) VALUES ('d')");
      app.check("INSERT INTO t VALUES (NULL, 'e')", "INSERT INTO t VALUES (-1, 'f')");
      app.check("UPDATE t SET v = v || 'x' WHERE id < 8");
      app.check("UPDATE t SET id = id + 100 WHERE id = 7");
      app.check("DELETE FROM t WHERE id = 2");
      app.check("INSERT INTO t SELECT id + 1000, v FROM t");
      app.check("DELETE FROM t");
      app.check("INSERT INTO t(v) VALUES ('again')");
      app.check("DELETE FROM t WHERE id = 1", "INSERT INTO t(v) VALUES ('same number')");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void replaceDeletesRowsThatNobodyNamed(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a UNIQUE, b TEXT COLLATE NOCASE UNIQUE,"
                + " c INTEGER NOT NULL DEFAULT 5, d, e, UNIQUE(c, d));\n"
                + "CREATE UNIQUE INDEX e1 ON t(lower(e));\n"
                + "CREATE UNIQUE INDEX p1 ON t(d) WHERE e IS NULL;\n"
                + "INSERT INTO t VALUES (1, 1, 'One', 5, 1, 'E1'), (2, 2, 'two', 5, 2, 'e2'),"
                + " (3, 3, 'three', 3, 3, 'e3'), (4, 4, 'four', 4, 4, NULL)",
            Mirror.plan("t", List.of("id"), "id", "a", "b", "c", "d", "e"))) {
      app.check("INSERT OR REPLACE INTO t VALUES (9, 1, 'nine', 9, 9, 'e9')");
      app.check("REPLACE INTO t(a, b, c, d, e) VALUES (10, 'TWO', 10, 10, 'e10')");
      app.check("INSERT OR REPLACE INTO t(id, a, b, c, d, e) VALUES (11, 11, '11', 3, 3, 'e11')");
      app.check("INSERT INTO t VALUES (12, 12, '12', 5, 12, 'e12')");
      app.check("INSERT OR REPLACE INTO t VALUES (13, 13, '13', NULL, 12, 'e13')");
      app.check("INSERT OR REPLACE INTO t VALUES (14, 14, '14', 14, 14, 'E13')");
      app.check("INSERT OR REPLACE INTO t VALUES (15, 15, '15', 15, 4, NULL)");
      app.check("UPDATE OR REPLACE t SET a = 15 WHERE id = 14");
      app.check("INSERT INTO t VALUES (16, 16, 'SIX', 16, 16, 'e16')");
      app.check("UPDATE OR REPLACE t SET b = 'six' WHERE id = 14");
      app.check("INSERT INTO t VALUES (17, 17, '17', 17, 17, 'e17')");
      app.check("UPDATE OR REPLACE t SET e = 'E17' WHERE id = 14");
      app.check("INSERT INTO t VALUES (18, 18, '18', 5, 1, 'e18')");
      app.check("UPDATE OR REPLACE t SET c = NULL, d = 1 WHERE id = 14");
      app.check("INSERT INTO t VALUES (19, 19, '19', 19, 19, 'e19')");
      app.check("UPDATE OR REPLACE t SET id = 19 WHERE id = 14");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void keysOfEveryKindAreKeptToTheLetter(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE n(k TEXT COLLATE NOCASE PRIMARY KEY, v);\n"
                + "CREATE TABLE b(k BLOB PRIMARY KEY NOT NULL, v) WITHOUT ROWID;\n"
                + "CREATE TABLE x(k PRIMARY KEY, v);\n"
                + "CREATE TABLE c(k1 REAL, k2 TEXT, v, PRIMARY KEY(k2, k1))",
            Mirror.plan("n", List.of("k"), "k", "v"),
            Mirror.plan("b", List.of("k"), "k", "v"),
            Mirror.plan("x", List.of("k"), "v", "k"),
            Mirror.plan("c", List.of("k1", "k2"), "k1", "k2", "v"))) {
      app.check("INSERT INTO n VALUES ('abc', 1), ('d', 2)");
      app.check("UPDATE n SET k = 'ABC' WHERE k = 'abc'");
      app.check("INSERT OR REPLACE INTO n VALUES ('aBc', 3)");
      app.check("INSERT INTO n VALUES ('AbC', 4) ON CONFLICT(k) DO UPDATE SET k = 'AbC', v = 5");
      app.check("DELETE FROM n WHERE k = 'abc'");
      app.check("INSERT INTO b VALUES (x'00ff', 1), ('text', 2), (x'', 3), ('', 4), (1.5, 5)");
      app.check("UPDATE b SET k = x'01' WHERE k = x''", "DELETE FROM b WHERE k = 'text'");
      app.check("INSERT INTO x VALUES (1, 1), ('1', 2), (x'31', 3), (2.5, 4)");
      app.check("UPDATE x SET k = 1.0 WHERE k = 1");
      app.check("INSERT OR REPLACE INTO x VALUES (1, 'int again')");
      app.check("UPDATE x SET k = CAST('1' AS BLOB) || x'00' WHERE typeof(k) = 'blob'");
      app.check("INSERT INTO c VALUES (1, 'a', 1), (2.5, 'a', 2), ('3', 'b', 3)");
      app.check("UPDATE c SET k1 = k1 + 1", "UPDATE c SET k2 = upper(k2) WHERE k1 = 2");
      app.check("INSERT OR REPLACE INTO c VALUES (3.5, 'a', 'new')");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void aNullInAKeyIsAKeyLikeAnother(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE t(a, b, v, UNIQUE(a, b))",
            Mirror.plan("t", List.of("a", "b"), "a", "b", "v"))) {
      app.check("INSERT INTO t VALUES (NULL, 1, 'x'), (NULL, 2, 'y'), (1, NULL, 'z')");
      app.check("UPDATE t SET v = 'new' WHERE a IS NULL AND b = 1");
      app.check("UPDATE t SET a = 5 WHERE b = 2", "DELETE FROM t WHERE b IS NULL");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void theRowidIsAUniqueValueToo(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE t(k TEXT PRIMARY KEY NOT NULL, v);\n"
                + "CREATE TABLE i(id INTEGER PRIMARY KEY, k TEXT NOT NULL UNIQUE)",
            Mirror.plan("t", List.of("k"), "k", "v"),
            Mirror.plan("i", List.of("k"), "k", "id"))) {
      app.check("INSERT INTO t(rowid, k) VALUES (1, 'a'), (2, 'b')");
      app.check("INSERT OR REPLACE INTO t(rowid, k) VALUES (1, 'c')");
      app.check("UPDATE OR REPLACE t SET rowid = 2 WHERE k = 'c'");
      app.check("INSERT INTO i VALUES (1, 'a'), (2, 'b')");
      app.check("INSERT OR REPLACE INTO i VALUES (1, 'c')");
      app.check("UPDATE OR REPLACE i SET id = 2 WHERE k = 'c'");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void defaultsAndComputedColumnsBecomeKeys(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE d(k INTEGER NOT NULL DEFAULT '7' UNIQUE ON CONFLICT REPLACE, v);\n"
                + "CREATE TABLE g(a, b, k AS (a || '-' || b) STORED UNIQUE, w AS (a + 1) VIRTUAL)",
            Mirror.plan("d", List.of("k"), "k", "v"),
            Mirror.plan("g", List.of("k"), "a", "b", "k", "w"))) {
      app.check("INSERT INTO d VALUES (1, 1)", "INSERT INTO d(v) VALUES (2)");
      app.check("INSERT OR REPLACE INTO d VALUES (NULL, 3)");
      app.check("UPDATE OR REPLACE d SET k = NULL WHERE k = 1");
      app.check("INSERT INTO g(a, b) VALUES (1, 2), (3, 4)");
      app.check("UPDATE g SET b = 5 WHERE a = 1", "DELETE FROM g WHERE a = 3");
      app.check("INSERT OR REPLACE INTO g(a, b) VALUES (1, 5)");
      app.check(
          "CREATE TRIGGER p BEFORE UPDATE OF a ON g BEGIN UPDATE g SET b = b || '!'"
              + " WHERE k = OLD.k; END",
          "UPDATE g SET a = 2 WHERE a = 1");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void cascadesAreSeen(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE p(id INTEGER PRIMARY KEY, u UNIQUE);\n"
                + "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE"
                + " ON UPDATE CASCADE);\n"
                + "CREATE TABLE s(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE SET NULL"
                + " ON UPDATE SET NULL);\n"
                + "INSERT INTO p VALUES (1, 'a'), (2, 'b'), (3, 'c');\n"
                + "INSERT INTO c VALUES (1, 1), (2, 2), (3, 3);\nINSERT INTO s SELECT * FROM c",
            Mirror.plan("p", List.of("id"), "id", "u"),
            Mirror.plan("c", List.of("id"), "id", "p"),
            Mirror.plan("s", List.of("id"), "id", "p"))) {
      app.check("DELETE FROM p WHERE id = 1");
      app.check("UPDATE p SET id = 20 WHERE id = 2");
      app.check("INSERT OR REPLACE INTO p VALUES (9, 'c')");
      app.check("DELETE FROM p");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void triggersOfTheProgramHideNothing(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, v);\nCREATE TABLE k(k TEXT PRIMARY KEY, v);\n"
                + "INSERT INTO t VALUES (1, 1)",
            Mirror.plan("t", List.of("id"), "id", "v"),
            Mirror.plan("k", List.of("k"), "k", "v"))) {
      // Made later, they run earlier than ours.
      app.run(
          "CREATE TRIGGER a1 AFTER INSERT ON t BEGIN SELECT RAISE(IGNORE); END",
          "CREATE TRIGGER a2 AFTER UPDATE ON t BEGIN SELECT RAISE(IGNORE); END",
          "CREATE TRIGGER a3 AFTER DELETE ON t BEGIN SELECT RAISE(IGNORE); END",
          "CREATE TRIGGER a4 AFTER INSERT ON k BEGIN SELECT RAISE(IGNORE); END",
          "CREATE TEMP TRIGGER a5 AFTER UPDATE ON k BEGIN SELECT RAISE(IGNORE); END");
      app.check("INSERT INTO t(v) VALUES (2)", "INSERT INTO t VALUES (10, 3)");
      app.check("UPDATE t SET v = v + 1", "UPDATE t SET id = 11 WHERE id = 10");
      app.check("INSERT INTO k VALUES ('a', 1), ('b', 2)", "UPDATE k SET k = 'c' WHERE k = 'a'");
      app.check("DELETE FROM t WHERE id = 11");
      app.run("DROP TRIGGER a1", "DROP TRIGGER a2", "DROP TRIGGER a3", "DROP TRIGGER a4");
      app.run(
          "CREATE TRIGGER b1 BEFORE UPDATE ON t WHEN NEW.v = 0 BEGIN SELECT RAISE(IGNORE); END",
          "CREATE TRIGGER b2 AFTER INSERT ON t BEGIN INSERT OR REPLACE INTO k VALUES"
              + " ('last', NEW.id); UPDATE t SET v = v + 1 WHERE id = NEW.id;"
              + " DELETE FROM t WHERE id = NEW.id - 1; END");
      app.check("UPDATE t SET v = 0", "INSERT INTO t(v) VALUES (5)");
      app.check("INSERT INTO t(v) VALUES (6), (7)");
      app.check(
          "CREATE TRIGGER b3 BEFORE INSERT ON t WHEN NEW.v = 8 BEGIN INSERT INTO t(v) VALUES (9);"
              + " END",
          "INSERT INTO t(v) VALUES (8)");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void whatIsRolledBackIsNotSeenAndWhatIsKeptIs(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE t(id INTEGER PRIMARY KEY, u UNIQUE);\nINSERT INTO t VALUES (1, 1)",
            Mirror.plan("t", List.of("id"), "id", "u"))) {
      app.check("BEGIN", "INSERT INTO t VALUES (2, 2)", "ROLLBACK");
      assertThat(app.store.backlog()).isZero();
      app.check(
          "BEGIN",
          "INSERT INTO t VALUES (3, 3)",
          "SAVEPOINT s",
          "UPDATE t SET u = 30 WHERE id = 3",
          "DELETE FROM t WHERE id = 1",
          "ROLLBACK TO s",
          "INSERT INTO t VALUES (4, 4)",
          "RELEASE s",
          "COMMIT");
      app.check("INSERT OR IGNORE INTO t VALUES (5, 3), (6, 6)");
      assertThatThrownBy(() -> app.run("INSERT OR FAIL INTO t VALUES (7, 7), (8, 3)"));
      app.check();
      assertThatThrownBy(() -> app.run("INSERT INTO t VALUES (9, 9), (10, 3)"));
      app.check();
      app.check("UPDATE OR IGNORE t SET u = 6 WHERE id < 6");
      app.check(
          "INSERT INTO t VALUES (1, 100), (20, 200) ON CONFLICT(id) DO UPDATE SET u = excluded.u");
      app.check("INSERT INTO t VALUES (21, 200) ON CONFLICT DO NOTHING");
      app.check("INSERT INTO t(u) VALUES (200) ON CONFLICT(u) DO UPDATE SET id = 77");
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void theProgramSeesItsOwnNumbers(Habit habit) throws SQLException {
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, u UNIQUE, v)",
            Mirror.plan("t", List.of("id"), "id", "u", "v"))) {
      app.run("INSERT INTO t(u) VALUES (1), (2), (3)");
      assertThat(number(app, "SELECT changes()")).isEqualTo(3);
      assertThat(number(app, "SELECT last_insert_rowid()")).isEqualTo(3);
      app.run("UPDATE t SET v = 1");
      assertThat(number(app, "SELECT changes()")).isEqualTo(3);
      app.run("INSERT OR REPLACE INTO t(u) VALUES (2)");
      assertThat(number(app, "SELECT changes()")).isEqualTo(1);
      assertThat(number(app, "SELECT last_insert_rowid()")).isEqualTo(4);
      app.run("DELETE FROM t");
      assertThat(number(app, "SELECT changes()")).isEqualTo(3);
      assertThat(number(app, "SELECT last_insert_rowid()")).isEqualTo(4);
      app.check("INSERT INTO t(u) VALUES (9)");
      assertThat(number(app, "SELECT last_insert_rowid()")).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @MethodSource("habits")
  void namesMayBeAnything(Habit habit) throws SQLException {
    String table = "we\"ird 'select";
    try (Mirror app =
        follow(
            habit,
            "CREATE TABLE \"we\"\"ird 'select\"(\"from\" TEXT, \"k 2\" REAL, \"é'\" UNIQUE,"
                + " PRIMARY KEY(\"k 2\", \"from\"));\nCREATE UNIQUE INDEX \"i'x\" ON"
                + " \"we\"\"ird 'select\"(upper(\"from\"), \"k 2\" + 1) WHERE \"é'\" <> 'it''s'",
            Mirror.plan(table, List.of("k 2", "from"), "é'", "from", "k 2"))) {
      String into = "\"we\"\"ird 'select\" VALUES ";
      app.check("INSERT INTO " + into + "('a', 1, 'x'), ('b', 2, 'y'), ('c', 3, 'it''s')");
      app.check("INSERT OR REPLACE INTO " + into + "('z', 9, 'x')");
      app.check("INSERT OR REPLACE INTO " + into + "('B', 2, 'Y')");
      app.check("UPDATE OR REPLACE \"we\"\"ird 'select\" SET \"é'\" = 'Y' WHERE \"from\" = 'z'");
    }
  }

  private static long number(Mirror app, String sql) throws SQLException {
    try (Statement statement = app.program.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }
}
