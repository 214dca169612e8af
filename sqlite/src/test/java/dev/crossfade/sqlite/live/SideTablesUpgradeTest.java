package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files whose side tables an earlier version made: upgraded at once when they are opened. */
final class SideTablesUpgradeTest {
  private static final CollectionPlan PLAN = Mirror.plan("t", List.of("id"), "id", "v");
  private static final List<CollectionPlan> PLANS = List.of(PLAN);

  @TempDir private Path directory;

  /** What versions made, the oldest first; each list undoes what the next one brought. */
  private enum Shape {
    NUMBERED("UPDATE crossfade_control SET format = 2", "DROP TABLE crossfade_changed"),
    WITHOUT_NUMBER(
        "CREATE TABLE control(migration TEXT NOT NULL, destination TEXT NOT NULL, open INTEGER NOT"
            + " NULL, epoch INTEGER NOT NULL, promise INTEGER NOT NULL, ballot INTEGER NOT NULL,"
            + " version INTEGER NOT NULL, complete INTEGER NOT NULL, last_pass TEXT, confirmed"
            + " TEXT, synced INTEGER NOT NULL)",
        "INSERT INTO control SELECT migration, destination, open, epoch, promise, ballot, version,"
            + " complete, last_pass, confirmed, synced FROM crossfade_control",
        "DROP TABLE crossfade_control",
        "ALTER TABLE control RENAME TO crossfade_control"),
    WITHOUT_PLANS(
        "CREATE TABLE followed(t INTEGER PRIMARY KEY, name TEXT NOT NULL, columns TEXT NOT NULL)",
        "INSERT INTO followed SELECT t, name, columns FROM crossfade_followed",
        "DROP TABLE crossfade_followed",
        "ALTER TABLE followed RENAME TO crossfade_followed",
        "DROP TABLE crossfade_pending");

    private final String[] undo;

    Shape(String... undo) {
      this.undo = undo;
    }

    /** Makes side tables of today into these. */
    void make(Path file) throws SQLException {
      try (Connection connection = Databases.connect(file);
          Statement statement = connection.createStatement()) {
        // Else the triggers would be rewritten with the tables that they name.
        statement.execute("PRAGMA legacy_alter_table = ON");
        for (Shape shape : values()) {
          if (shape.compareTo(this) <= 0) {
            for (String sql : shape.undo) {
              statement.execute(sql);
            }
          }
        }
        statement.execute("DELETE FROM crossfade_schema");
        statement.execute(SchemaCheck.TAKE_NOTE);
      }
    }
  }

  private Path file(String name) throws SQLException {
    return Databases.run(
        directory.resolve(name),
        "PRAGMA journal_mode = wal",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v UNIQUE)",
        "CREATE TABLE log(v)",
        "CREATE TRIGGER own AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.v); END",
        "INSERT INTO t(v) VALUES ('a'), ('b')");
  }

  private static List<String> columns(Path file) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = Databases.connect(file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT s.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || c.pk"
                    + " FROM sqlite_schema s, pragma_table_info(s.name) c"
                    + " WHERE s.type = 'table' ORDER BY 1")) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    return columns;
  }

  private static void code(ErrorCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  @ParameterizedTest
  @EnumSource
  void anOpenFileGoesOnWithWhatWaits(Shape shape) throws SQLException {
    Path fresh = file("fresh.sqlite");
    Mirror.follow(fresh, PLANS).close();
    Path file = file("app.sqlite");
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("INSERT INTO t(v) VALUES ('c')");
    }
    shape.make(file);
    Databases.run(file, "INSERT INTO t(v) VALUES ('d')", "DELETE FROM t WHERE v = 'a'");
    try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
      store.requireIntact();
      assertThat(store.schema().news().changes()).isEmpty();
      assertThat(store.schema().pending()).isEmpty();
      assertThat(store.backlog()).isEqualTo(3);
    }
    assertThat(columns(file)).isEqualTo(columns(fresh));
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("UPDATE t SET v = 'e' WHERE v = 'b'");
      app.check();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClosedFileRecordsAndOpensAgain(Shape shape) throws SQLException {
    Path file = file("app.sqlite");
    try (Mirror app = Mirror.follow(file, PLANS)) {
      StoreState state = app.store.state();
      app.store.change(now -> Rules.close(now, state.epoch(), state.ballot() + 1));
    }
    shape.make(file);
    try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
      store.requireIntact();
      StoreState closed = store.state();
      assertThat(closed.open()).isFalse();
      store.recordChanges();
      assertThat(store.recorded().recording()).isTrue();
      store.change(now -> Rules.reopen(now, closed.epoch(), closed.ballot(), closed.ballot() + 1));
      assertThat(store.state().open()).isTrue();
    }
    Databases.run(file, "INSERT INTO t(v) VALUES ('c')");
    try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
      assertThat(store.backlog()).isEqualTo(1);
      store.remove();
    }
    assertThat(columns(file)).noneMatch(column -> column.startsWith("crossfade_"));
  }

  @Test
  void whatIsLostOfAnOlderOneIsDamageAndMadeAgain() throws SQLException {
    Path file = file("app.sqlite");
    Mirror.follow(file, PLANS).close();
    Shape.WITHOUT_PLANS.make(file);
    Databases.run(file, "DROP TABLE crossfade_dead");
    try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
      code(ErrorCode.CF_6106, store::requireIntact);
      store.reinstall(null);
      store.requireIntact();
    }
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.check("INSERT INTO t(v) VALUES ('c')");
    }
  }

  @Test
  void aTableThatTheOlderOneHadIsMissed() throws SQLException {
    for (String table : List.of("crossfade_pending", "crossfade_changed")) {
      Path file = file(table + ".sqlite");
      Mirror.follow(file, PLANS).close();
      Databases.run(file, "UPDATE crossfade_control SET format = 2", "DROP TABLE " + table);
      try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
        code(ErrorCode.CF_6106, store::requireIntact);
        store.reinstall(null);
        store.requireIntact();
        assertThat(store.recorded().recording()).isFalse();
      }
    }
  }
}
