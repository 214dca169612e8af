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
  @ValueSource(strings = {"ALTER TABLE t ADD COLUMN w DEFAULT 5", "CREATE TABLE new(a)"})
  void anAdditionIsToldApart(String change) throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("INSERT INTO t(v) VALUES (1)", change);
      SqliteLiveStoreTest.assertCode(app::take, ErrorCode.CF_6109);
      assertThat(app.store.schemaChanges())
          .extracting(SchemaChange::kind)
          .containsExactly(SchemaChange.Kind.ADDED);
      app.store.renew();
      app.check("INSERT INTO t(v) VALUES (2)");
    }
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
        assertThat(again.schemaChanges()).isNotEmpty();
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
        wider.renew();
      }
      try (Mirror follower = Mirror.follow(file, plans)) {
        assertThat(follower.store.backlog()).isEqualTo(1);
        follower.check("INSERT INTO new VALUES (1, 2, 3)", "UPDATE t SET w = 7");
      }
    }
  }
}
