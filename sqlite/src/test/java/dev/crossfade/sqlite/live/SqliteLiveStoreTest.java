package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.sqlite.Databases;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control row, the fence, what is installed and what is left when it is removed. */
final class SqliteLiveStoreTest {
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
        "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v)",
        "CREATE TABLE other(a)",
        "CREATE TABLE log(v)",
        "CREATE TRIGGER own AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.v); END",
        "INSERT INTO t(v) VALUES ('a'), ('b')");
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(String.valueOf(row.getString(1)));
      }
    }
    return rows;
  }

  private static StoreState close(LiveStore store) {
    StoreState state = store.state();
    return store.change(now -> Rules.close(now, state.epoch(), state.ballot() + 1)).orElseThrow();
  }

  private static StoreState reopen(LiveStore store) {
    StoreState state = store.state();
    return store
        .change(now -> Rules.reopen(now, state.epoch(), state.ballot(), state.ballot() + 1))
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete", "persist", "truncate"})
  void aClosedFileRefusesEveryWriteAndSaysWhereTheDataIs(String mode) throws SQLException {
    Databases.run(file, "PRAGMA journal_mode = " + mode);
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("PRAGMA journal_mode = " + mode);
      assertThat(app.store.state()).isEqualTo(StoreState.FIRST);
      assertThat(close(app.store).open()).isFalse();
      for (String write :
          new String[] {
            "INSERT INTO t(v) VALUES ('c')",
            "INSERT OR IGNORE INTO t(v) VALUES ('c')",
            "INSERT OR REPLACE INTO t(id, v) VALUES (1, 'c')",
            "INSERT INTO t(id, v) VALUES (1, 'c') ON CONFLICT DO UPDATE SET v = 1",
            "UPDATE t SET v = 1",
            "UPDATE OR IGNORE t SET v = 1",
            "DELETE FROM t",
            "DELETE FROM t WHERE id = 1"
          }) {
        assertThatThrownBy(() -> app.run(write))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("its data is in postgresql://host/db");
      }
      app.check();
      app.run("INSERT INTO other VALUES (1)");
      reopen(app.store);
      app.check("INSERT INTO t(v) VALUES ('c')");
      assertThat(query(app.program, "SELECT v FROM log")).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aDecisionThatIsEmptyChangesNothing() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      assertThat(app.store.change(state -> Rules.close(state, 5, 1))).isEmpty();
      assertThat(app.store.state()).isEqualTo(StoreState.FIRST);
      app.check("INSERT INTO t(v) VALUES ('c')");
    }
  }

  @Test
  void exactlyWhatWasReadIsTrimmedAndIdsNeverComeAgain() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("INSERT INTO t(v) VALUES ('c')");
      Changes first = app.take();
      assertThat(first.entries().size()).isEqualTo(1);
      long id = first.entries().get(0);
      app.run("UPDATE t SET v = 'd' WHERE id = 3");
      app.store.trim(first);
      assertThat(app.store.backlog()).isEqualTo(1);
      Changes second = app.take();
      assertThat(second.entries().get(0)).isEqualTo(id + 1);
      app.store.trim(second);
      app.store.trim(second);
      assertThat(app.store.backlog()).isZero();
      app.run("DELETE FROM sqlite_sequence", "UPDATE t SET v = 'e' WHERE id = 3");
      app.store.trim(second);
      Changes third = app.take();
      assertThat(third.entries().get(0)).isEqualTo(id + 2);
      for (Changes changes : List.of(first, second, third)) {
        changes.close();
      }
      assertThat(query(app.program, "SELECT count(*) FROM crossfade_outbox")).containsExactly("1");
    }
  }

  @Test
  void passesArePreparedBeforeTheyAreHandedOverAndConfirmedByTheTrim() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.pass();
      assertThat(app.store.preparedPasses().prepared()).isEmpty();
      app.run("INSERT INTO t(v) VALUES ('c')");
      try (Changes lost = app.take();
          Changes changes = app.take()) {
        assertThat(app.store.preparedPasses().prepared())
            .containsExactly(lost.passId(), changes.passId());
        assertThat(app.store.preparedPasses().knows(null)).isTrue();
        app.store.trim(changes);
        assertThat(app.store.preparedPasses().prepared()).isEmpty();
        assertThat(app.store.preparedPasses().confirmed()).isEqualTo(changes.passId());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void removingLeavesNoTrace(String mode) throws SQLException {
    Databases.run(file, "PRAGMA journal_mode = " + mode);
    List<String> tables = List.of("sqlite_schema", "sqlite_sequence", "t", "log", "other");
    try (Connection program = Databases.connect(file)) {
      List<String> before = new ArrayList<>();
      for (String table : tables) {
        before.addAll(rows(program, table));
      }
      try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
        assertThat(store.isInstalled()).isFalse();
        assertThat(store.installation()).hasSizeGreaterThan(10);
        assertThat(store.isInstalled()).isFalse();
        store.install();
        store.install();
        assertThat(store.isInstalled()).isTrue();
        close(store);
        assertThat(query(program, "SELECT count(*) FROM sqlite_schema WHERE name = 'own'"))
            .containsExactly("0");
        store.remove();
        store.remove();
        assertThat(store.isInstalled()).isFalse();
      }
      List<String> after = new ArrayList<>();
      for (String table : tables) {
        after.addAll(rows(program, table));
      }
      assertThat(after).isEqualTo(before);
    }
  }

  private static List<String> rows(Connection program, String table) throws SQLException {
    return table.equals("sqlite_schema")
        ? query(program, "SELECT type || name || tbl_name || ifnull(sql, '') FROM sqlite_schema")
        : query(program, "SELECT * FROM " + table);
  }

  @Test
  void whatIsShownIsWhatIsRun() throws SQLException {
    try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
      List<String> shown = store.installation();
      store.install();
      try (Connection program = Databases.connect(file)) {
        List<String> made =
            query(
                program,
                "SELECT sql FROM sqlite_schema WHERE name LIKE 'crossfade%' AND sql IS NOT NULL");
        assertThat(shown.stream().filter(sql -> sql.startsWith("CREATE")))
            .containsExactlyInAnyOrderElementsOf(made);
      }
    }
  }

  @Test
  void aTableWithoutAKeyIsRefused() throws SQLException {
    Databases.run(
        file,
        "CREATE VIRTUAL TABLE f USING fts5(id)",
        "CREATE TABLE u(id, v)",
        "CREATE TABLE p(id, v)",
        "CREATE UNIQUE INDEX p1 ON p(id) WHERE v > 0",
        "CREATE TABLE n(id UNIQUE)",
        "INSERT INTO n VALUES (NULL)");
    for (String table : List.of("f", "u", "p", "n", "missing")) {
      try (SqliteLiveStore store =
          Mirror.open(file, List.of(Mirror.plan(table, List.of("id"), "id")))) {
        assertCode(store::install, ErrorCode.CF_6101);
        assertThat(store.isInstalled()).isFalse();
      }
    }
    try (SqliteLiveStore store = Mirror.open(file, List.of(Mirror.plan("t", List.of(), "id")))) {
      assertCode(store::install, ErrorCode.CF_6101);
    }
  }

  static void assertCode(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).as(e.detail()).isEqualTo(code));
  }

  @Test
  void aSecondMigrationIsRefusedAndOneOfAClosedFile() throws SQLException {
    SqliteLiveStore.Options other = new SqliteLiveStore.Options("m2", "elsewhere");
    try (Mirror app = Mirror.follow(file, PLANS)) {
      assertCode(() -> SqliteLiveStore.open(file, PLANS, other, ListSpool::new), ErrorCode.CF_6104);
      close(app.store);
      assertCode(() -> SqliteLiveStore.open(file, PLANS, other, ListSpool::new), ErrorCode.CF_6105);
    }
  }

  @Test
  void namesThatAreTakenAndDamagedSideTablesAreRefused() throws SQLException {
    Databases.run(file, "CREATE TABLE crossfade_outbox(mine)");
    assertCode(() -> Mirror.open(file, PLANS), ErrorCode.CF_6107);
    Databases.run(file, "DROP TABLE crossfade_outbox");
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("DELETE FROM crossfade_fence");
      assertCode(() -> app.store.state(), ErrorCode.CF_6106);
      assertThatThrownBy(() -> app.run("INSERT INTO t(v) VALUES (1)"))
          .hasMessageContaining("crossfade");
      app.run("INSERT INTO crossfade_fence VALUES (1, 0)", "DROP TABLE crossfade_prepared");
      assertCode(app::take, ErrorCode.CF_6106);
      app.store.reinstall(null);
      app.run("DELETE FROM crossfade_control");
      assertCode(app.store::state, ErrorCode.CF_6344);
      assertCode(() -> app.store.reinstall(null), ErrorCode.CF_6344);
    }
    try (SqliteLiveStore damaged = Mirror.open(file, PLANS)) {
      damaged.remove();
    }
    assertThat(read("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
  }

  private String read(String sql) {
    try (SqliteDatabase reader = LiveFile.openReader(file, 1000)) {
      return LiveFile.text(reader, sql);
    }
  }

  @Test
  void sideTablesAreMadeAgainAndEntriesThatWaitAreKept() throws SQLException {
    for (String table :
        List.of(
            "outbox", "followed", "pending", "prepared", "dead", "changed", "parked", "schema")) {
      try (Mirror app = Mirror.follow(file, PLANS)) {
        app.run("INSERT INTO t(v) VALUES ('" + table + "')");
        app.run("DROP TABLE crossfade_" + table);
        assertCode(app::take, ErrorCode.CF_6106);
        app.store.reinstall(null);
        app.store.requireIntact();
        long expected = List.of("outbox", "followed").contains(table) ? 0 : 1;
        assertThat(app.store.backlog()).as(table).isEqualTo(expected);
        app.store.remove();
      }
    }
  }

  /** Nobody but the note of the schema knows the program's triggers then. */
  @Test
  void parkedTriggersAreFoundAgainWhereTheirListIsLost() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      String own = read("SELECT sql FROM sqlite_schema WHERE name = 'own'");
      close(app.store);
      assertThat(app.store.schema().news().changes()).isEmpty();
      assertThat(app.store.schema().note(app.store.schema().version())).isTrue();
      app.run("DROP TABLE crossfade_parked");
      assertCode(app.store::requireIntact, ErrorCode.CF_6106);
      app.store.reinstall(null);
      app.store.requireIntact();
      assertThat(read("SELECT count(*) FROM sqlite_schema WHERE name = 'own'")).isEqualTo("0");
      reopen(app.store);
      assertThat(read("SELECT sql FROM sqlite_schema WHERE name = 'own'")).isEqualTo(own);
      assertThat(read("SELECT count(*) FROM crossfade_parked")).isEqualTo("0");
      assertThat(app.store.schema().news().changes()).isEmpty();
    }
  }

  @Test
  void sideTablesOfAnOlderFormatAreBroughtToThisOneAndOfANewerRefused() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run(
          "ALTER TABLE crossfade_control DROP COLUMN format",
          "DELETE FROM crossfade_schema WHERE name = 'crossfade_control'",
          "INSERT INTO crossfade_schema SELECT type, name, tbl_name, sql FROM sqlite_schema"
              + " WHERE name = 'crossfade_control'",
          "INSERT INTO t(v) VALUES ('old')");
    }
    try (SqliteLiveStore store = Mirror.open(file, PLANS)) {
      store.requireIntact();
      assertThat(store.backlog()).isEqualTo(1);
    }
    assertThat(read("SELECT format FROM crossfade_control")).isEqualTo("3");
    Databases.run(file, "UPDATE crossfade_control SET format = 4");
    assertCode(() -> Mirror.open(file, PLANS), ErrorCode.CF_6343);
    assertCode(() -> AbandonedFile.open(file), ErrorCode.CF_6343);
  }

  @Test
  void aFileThatTookThePlaceIsNotedAtOnce() throws Exception {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.check("INSERT INTO t(v) VALUES ('c')");
      Path other = Databases.run(directory.resolve("other.sqlite"), "CREATE TABLE t(id, v)");
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertCode(app::take, ErrorCode.CF_6115);
      assertCode(app.store::sync, ErrorCode.CF_6115);
    }
  }

  @Test
  void aChunkIsReadInTheSnapshotOfTheChanges() throws SQLException {
    try (Mirror app = Mirror.follow(file, PLANS)) {
      app.run("INSERT INTO t(v) VALUES ('c'), ('d')");
      LiveStore.Chunk chunk = new LiveStore.Chunk(PLANS.get(0), KeyRange.ALL, 3);
      try (Changes changes = app.store.take(new LiveStore.TakeRequest("c1", chunk))) {
        assertThat(changes.chunk().rows()).isEqualTo(3);
        assertThat(changes.keys()).isEqualTo(2);
      }
      assertThat(app.store.readsInKeyOrder(PLANS.get(0))).isTrue();
    }
  }
}
