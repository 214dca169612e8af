package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Databases;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program changes its schema while it is followed. */
final class SchemaCheckTest {
  private static final List<CollectionPlan> PLANS =
      List.of(Mirror.plan("t", List.of("id"), "id", "v"));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void makeFile() throws SQLException {
    file = directory.resolve("app.sqlite");
    Databases.run(
        file,
        "PRAGMA journal_mode = wal",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
        "CREATE UNIQUE INDEX tv ON t(v)",
        "CREATE TABLE other(a)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VACUUM",
        "CREATE INDEX i ON t(v, id)",
        "CREATE UNIQUE INDEX i ON other(a)",
        "DROP TABLE other",
        "CREATE VIEW w AS SELECT * FROM t",
        "CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT 1; END",
        "ANALYZE"
      })
  void whatDoesNotMatterIsPassedOver(String change) throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.check("INSERT INTO t(v) VALUES (1)", change, "INSERT INTO t(v) VALUES (2)");
      app.check("INSERT OR REPLACE INTO t(id, v) VALUES (9, 1)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ALTER TABLE t ADD COLUMN w DEFAULT 5, COLUMN",
    "ALTER TABLE t ADD COLUMN w NOT NULL DEFAULT 5 CHECK (w > 0) REFERENCES other (a), COLUMN",
    "CREATE TABLE new(a), TABLE"
  })
  void anAdditionIsToldApart(String change, SchemaChange.Kind kind) throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("INSERT INTO t(v) VALUES (1)", change);
      SqliteLiveStoreTest.assertCode(app::take, ErrorCode.CF_6109);
      assertThat(kinds(app)).containsExactly(kind);
      assertThat(renew(app.store, List.of())).isTrue();
      app.check("INSERT INTO t(v) VALUES (2)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE INDEX i ON t(id), HARMLESS",
    "CREATE VIEW w AS SELECT 1, HARMLESS",
    "CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT 1; END, HARMLESS",
    "CREATE UNIQUE INDEX i ON t(v), UNIQUE",
    "DROP INDEX tv, CHANGED",
    "ALTER TABLE t RENAME COLUMN v TO x, LOST",
    "DROP TABLE t, LOST"
  })
  void changesAreToldApart(String change, SchemaChange.Kind kind) throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run(change);
      assertThat(kinds(app)).contains(kind);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'id INTEGER PRIMARY KEY, v NOT NULL', CHANGED",
    "'v, id INTEGER PRIMARY KEY', CHANGED",
    "'id INTEGER PRIMARY KEY, w, v', CHANGED",
    "'id INTEGER PRIMARY KEY, v TEXT', LOST",
    "'id INTEGER, v PRIMARY KEY', LOST",
    "'id INTEGER PRIMARY KEY', LOST"
  })
  void whatATableBecameIsToldApart(String columns, SchemaChange.Kind kind) throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("DROP TABLE t", "CREATE TABLE t(" + columns + ")");
      assertThat(kinds(app))
          .contains(kind)
          .doesNotContain(
              kind == SchemaChange.Kind.LOST ? SchemaChange.Kind.HARMLESS : SchemaChange.Kind.LOST);
    }
  }

  @Test
  void aSchemaThatChangesAgainIsNotTakenForRight() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("CREATE TABLE new(a)");
      long seen = app.store.schema().news().version();
      app.run("DROP INDEX tv");
      assertThat(app.store.schema().renew(seen, List.of())).isFalse();
      assertThat(app.store.schema().note(seen)).isFalse();
      SqliteLiveStoreTest.assertCode(app::take, ErrorCode.CF_6108);
    }
  }

  @Test
  void aHarmlessChangeIsToldOnce() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("CREATE INDEX i ON t(id)");
      FollowedSchema.News news = app.store.schema().news();
      assertThat(news.changes())
          .extracting(SchemaChange::toString)
          .containsExactly("index i is new on table t");
      assertThat(app.store.schema().note(news.version())).isTrue();
      assertThat(app.store.schema().news().changes()).isEmpty();
    }
  }

  @Test
  void whoHasAnOlderPlanMakesNoPasses() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("ALTER TABLE t ADD COLUMN w", "INSERT INTO t(v, w) VALUES (1, 2)");
      List<CollectionPlan> wider = List.of(Mirror.plan("t", List.of("id"), "id", "v", "w"));
      try (SqliteLiveStore other = Mirror.open(file, wider)) {
        assertThat(renew(other, List.of("t"))).isTrue();
        assertThat(other.schema().pending()).containsExactly("t");
        SqliteLiveStoreTest.assertCode(app::take, ErrorCode.CF_6333);
        assertThat(other.backlog()).isEqualTo(1);
        other.schema().entered(List.of("t"));
        assertThat(other.schema().pending()).isEmpty();
      }
    }
  }

  private static boolean renew(SqliteLiveStore store, List<String> toEnter) {
    return store.schema().renew(store.schema().news().version(), toEnter);
  }

  private static List<SchemaChange.Kind> kinds(Mirror app) {
    return app.store.schema().news().changes().stream().map(SchemaChange::kind).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t RENAME COLUMN v TO x",
        "ALTER TABLE t RENAME TO t2",
        "DROP TABLE t",
        "CREATE UNIQUE INDEX i ON t(id, v)",
        "DROP INDEX tv",
        "DROP TRIGGER crossfade_1_insert",
        "CREATE TABLE t2 AS SELECT * FROM t;DROP TABLE t;ALTER TABLE t2 RENAME TO t",
        "CREATE TABLE t2(id INTEGER PRIMARY KEY, v, w);INSERT INTO t2 SELECT *, 1 FROM t;"
            + "DROP TABLE t;ALTER TABLE t2 RENAME TO t;CREATE UNIQUE INDEX tv ON t(v)",
        "BEGIN;CREATE TABLE t2(id INTEGER PRIMARY KEY, v);INSERT INTO t2 SELECT * FROM t;"
            + "DROP TABLE t;ALTER TABLE t2 RENAME TO t;CREATE UNIQUE INDEX tv ON t(v);COMMIT"
      })
  void whatMayHideChangesStopsThePasses(String change) throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.check("INSERT INTO t(v) VALUES (1)");
      app.run(change.split(";"));
      SqliteLiveStoreTest.assertCode(app::take, ErrorCode.CF_6108);
      try (SqliteLiveStore again = Mirror.open(file, PLANS)) {
        assertThat(again.schema().news().changes()).isNotEmpty();
      }
    }
  }

  @Test
  void aChangedSideTableIsDamage() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("ALTER TABLE crossfade_dead ADD COLUMN x");
      SqliteLiveStoreTest.assertCode(app::take, ErrorCode.CF_6106);
    }
  }

  @Test
  void aTableIsTakenOverWithANewPlan() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run(
          "INSERT INTO t(v) VALUES (1)",
          "CREATE TABLE new(a, b, v, PRIMARY KEY(a, b))",
          "ALTER TABLE t ADD COLUMN w");
      List<CollectionPlan> plans =
          List.of(
              Mirror.plan("new", List.of("a", "b"), "a", "b", "v"),
              Mirror.plan("t", List.of("id"), "id", "v", "w"));
      try (SqliteLiveStore wider = Mirror.open(file, plans)) {
        assertThat(renew(wider, List.of())).isTrue();
      }
      try (Mirror follower = Mirror.follow(file, plans)) {
        assertThat(follower.store.backlog()).isEqualTo(1);
        follower.check("INSERT INTO new VALUES (1, 2, 3)", "UPDATE t SET w = 7");
      }
    }
  }
}
