package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.Databases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes that come back into a closed file. */
final class ClosedStoreTest {
  @TempDir private Path directory;
  private int passes;

  private Mirror closed(String mode, List<CollectionPlan> plans, String... schema)
      throws SQLException {
    Path file = directory.resolve("app.sqlite");
    Databases.run(file, "PRAGMA journal_mode = " + mode);
    Databases.run(file, schema);
    Mirror app = Mirror.follow(file, plans);
    StoreState state = app.store.state();
    app.store.change(now -> Rules.close(now, state.epoch(), state.ballot() + 1));
    return app;
  }

  /** Rows of cells: Long, Double, String, byte[], null or Boolean. */
  private static ListSpool spool(Object[]... rows) {
    ListSpool spool = new ListSpool();
    RowBatch batch = new RowBatch(1024);
    for (Object[] row : rows) {
      batch.beginRow();
      for (Object cell : row) {
        put(batch, cell);
      }
    }
    spool.add(batch);
    return spool;
  }

  private static void put(RowBatch batch, Object cell) {
    if (cell instanceof Long number) {
      batch.putLong(number);
    } else if (cell instanceof Double number) {
      batch.putDouble(number);
    } else if (cell instanceof String text) {
      batch.putText(text);
    } else if (cell instanceof byte[] bytes) {
      batch.put(dev.crossfade.core.value.Tag.MALFORMED, bytes, 0, bytes.length);
    } else if (cell instanceof Boolean truth) {
      batch.putBoolean(truth);
    } else {
      batch.putNull();
    }
  }

  private static Object[] row(Object... cells) {
    return cells;
  }

  private static Object[][] keys(Object... keys) {
    return Arrays.stream(keys).map(key -> new Object[] {key}).toArray(Object[][]::new);
  }

  private LiveStore.Applied apply(
      Mirror app, CollectionPlan plan, Object[][] keys, Object[]... rows) {
    return apply(app, new Changes.CollectionChange(plan, false, spool(keys), spool(rows)));
  }

  private LiveStore.Applied apply(Mirror app, Changes.CollectionChange... changes) {
    long version = app.store.state().version();
    try (Changes pass =
        new Changes("back" + ++passes, 1, new EntryIds(new long[0]), List.of(changes), null)) {
      return app.store.apply(pass, version);
    }
  }

  private static List<String> rows(Mirror app, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = app.program.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          text.append(i == 1 ? "" : "|").append(row.getString(i));
        }
        rows.add(text.toString());
      }
    }
    return rows;
  }

  @Test
  void doesNotOpenBySwitchWhenATableWasBuiltAnew() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "v");
    try (Mirror app = closed("wal", List.of(plan), "CREATE TABLE t(id INTEGER PRIMARY KEY, v)")) {
      StoreState state = app.store.state();
      StoreState promised =
          app.store.change(now -> Rules.promise(now, now.epoch() + 1)).orElseThrow();
      Databases.run(
          directory.resolve("app.sqlite"),
          "DROP TABLE t",
          "CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
      assertThatThrownBy(() -> app.store.change(now -> Rules.open(now, promised.promise())))
          .isInstanceOfSatisfying(
              CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6108));
      assertThat(app.store.state().open()).isFalse();
      long ballot = promised.promise() + 1;
      app.store.change(now -> Rules.reopen(now, state.epoch(), state.ballot(), ballot));
      assertThat(app.store.state().open()).as("nobody else takes writes").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void rowsAreWrittenUnderTheFenceAndNotRecorded(String mode) throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "v");
    try (Mirror app =
        closed(
            mode,
            List.of(plan),
            "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v, kept DEFAULT 'mine')",
            "CREATE TABLE log(v)",
            "CREATE TRIGGER own AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (NEW.v); END",
            "INSERT INTO t(v) VALUES ('a'), ('b'), ('c')")) {
      LiveStore.Applied applied =
          apply(app, plan, keys(1L, 2L, 9L, 10L), row(1L, "A"), row(9L, new byte[] {(byte) 0xff}));
      assertThat(applied.deadKeys()).isZero();
      assertThat(applied.state()).isEqualTo(app.store.state());
      assertThat(app.store.lastPass()).isEqualTo("back1");
      assertThat(rows(app, "SELECT id, hex(v), kept FROM t ORDER BY id"))
          .containsExactly("1|41|mine", "3|63|mine", "9|FF|mine");
      assertThat(rows(app, "SELECT typeof(v) FROM t WHERE id = 9")).containsExactly("text");
      assertThat(rows(app, "SELECT v FROM log")).isEmpty();
      assertThat(app.store.backlog()).isZero();
      assertThat(rows(app, "SELECT pass FROM crossfade_fence")).containsExactly("0");
      assertThat(app.store.counters()).isEqualTo(Map.of("t", 9L));
    }
  }

  @Test
  void aPassOfAnotherVersionOrIntoAnOpenFileDoesNothing() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "v");
    try (Mirror app = closed("wal", List.of(plan), "CREATE TABLE t(id INTEGER PRIMARY KEY, v)")) {
      try (Changes pass =
          new Changes(
              "x",
              1,
              new EntryIds(new long[0]),
              List.of(
                  new Changes.CollectionChange(plan, false, spool(keys(1L)), spool(row(1L, "a")))),
              null)) {
        assertThat(app.store.apply(pass, app.store.state().version() + 1).state()).isNull();
        StoreState state = app.store.state();
        app.store.change(now -> Rules.reopen(now, state.epoch(), state.ballot(), 9));
        assertThat(app.store.apply(pass, app.store.state().version()).state()).isNull();
      }
      assertThat(rows(app, "SELECT * FROM t")).isEmpty();
      assertThat(app.store.lastPass()).isNull();
    }
  }

  @Test
  void uniqueValuesAreSwappedAndWhatThePlanDoesNotBringIsKept() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("k"), "k", "u");
    try (Mirror app =
        closed(
            "wal",
            List.of(plan),
            "CREATE TABLE t(k TEXT PRIMARY KEY, u UNIQUE, kept NOT NULL, g AS (u || '!'))",
            "INSERT INTO t(rowid, k, u, kept) VALUES (7, 'a', 1, 'x'), (8, 'b', 2, 'y'),"
                + " (9, 'c', 3, 'z')")) {
      LiveStore.Applied applied =
          apply(app, plan, keys("a", "b", "c"), row("a", 2L), row("b", 3L), row("c", 1L));
      assertThat(applied.deadKeys()).isZero();
      assertThat(rows(app, "SELECT rowid, k, u, kept, g FROM t ORDER BY k"))
          .containsExactly("7|a|2|x|2!", "8|b|3|y|3!", "9|c|1|z|1!");
    }
  }

  @Test
  void aValueThatSqliteDoesNotHoldEqualIsADeadKeyUntilItDoes() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "n", "c");
    try (Mirror app =
        closed(
            "wal",
            List.of(plan),
            "CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, c NOT NULL CHECK (c <> 'bad'),"
                + " UNIQUE(c))",
            "INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c'), (4, 4, 'd')")) {
      LiveStore.Applied applied =
          apply(
              app,
              plan,
              keys(1L, 2L, 3L, 4L, 5L, 6L, 7L),
              row(1L, "17", "A"),
              row(2L, 22L, null),
              row(3L, 33L, "C"),
              row(4L, true, "D"),
              row(5L, 5L, "bad"),
              row(6L, 6.0, "f"),
              row(7L, 7L, "a"));
      assertThat(rows(app, "SELECT * FROM t ORDER BY id"))
          .containsExactly("1|1|a", "2|2|b", "3|33|C", "4|4|d");
      // 7 wants the value that 1, which is dead, still holds here.
      assertThat(applied.deadKeys()).isEqualTo(6);
      assertThat(app.store.deadKeys()).isEqualTo(6);
      assertThat(rows(app, "SELECT field, code FROM crossfade_dead ORDER BY key"))
          .containsExactly(
              "n|CF-6110",
              "null|CF-6111",
              "n|CF-6110",
              "null|CF-6111",
              "n|CF-6110",
              "null|CF-6111");
      apply(app, plan, keys(1L, 4L, 7L), row(1L, 17L, "A"), row(7L, 7L, "a"));
      assertThat(app.store.deadKeys()).isEqualTo(3);
      assertThat(rows(app, "SELECT * FROM t ORDER BY id"))
          .containsExactly("1|17|A", "2|2|b", "3|33|C", "7|7|a");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKeyWhoseRowCouldNotBeSentKeepsItsOldRow(boolean whole) throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "v");
    try (Mirror app =
        closed(
            "wal",
            List.of(plan),
            "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
            "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')")) {
      LiveStore.Applied applied =
          apply(
              app,
              new Changes.CollectionChange(
                  plan,
                  whole,
                  whole ? spool() : spool(keys(2L, 3L)),
                  spool(row(2L, "B")),
                  spool(keys(1L, 4L))));
      assertThat(applied.deadKeys()).isEqualTo(2);
      assertThat(app.store.deadKeys()).isEqualTo(2);
      assertThat(rows(app, "SELECT * FROM t ORDER BY id")).containsExactly("1|a", "2|B");
      apply(app, plan, keys(1L, 4L), row(1L, "A"));
      assertThat(app.store.deadKeys()).isZero();
      assertThat(rows(app, "SELECT * FROM t ORDER BY id")).containsExactly("1|A", "2|B");
    }
  }

  @Test
  void anAcceptedKeyThatDiesAnewCountsAgain() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "v");
    try (Mirror app = closed("wal", List.of(plan), "CREATE TABLE t(id INTEGER PRIMARY KEY, v)")) {
      apply(
          app,
          new Changes.CollectionChange(plan, false, spool(), spool(), spool(keys(1L, 2L, 3L))));
      List<LiveStore.DeadKey> dead = app.store.listDeadKeys(9);
      assertThat(dead).extracting(LiveStore.DeadKey::accepted).containsOnly(false).hasSize(3);
      assertThat(app.store.listDeadKeys(2)).hasSize(2);
      byte[] one = dead.get(0).key();
      byte[] two = dead.get(1).key();
      app.store.acceptDeadKeys(Map.of(plan, List.of(one, two)), true);
      app.store.acceptDeadKeys(Map.of(plan, List.of(one)), true);
      assertThat(app.store.acceptedDeadKeys()).isEqualTo(2);
      assertThat(app.store.deadKeys()).isEqualTo(3);
      assertThat(app.store.listDeadKeys(9))
          .extracting(LiveStore.DeadKey::accepted, LiveStore.DeadKey::code)
          .containsExactly(
              tuple(true, dead.get(0).code()),
              tuple(true, dead.get(1).code()),
              tuple(false, dead.get(2).code()));
      app.store.acceptDeadKeys(Map.of(plan, List.of(two)), false);
      assertThat(app.store.acceptedDeadKeys()).isEqualTo(1);

      byte[] none = {9};
      assertThatThrownBy(() -> app.store.acceptDeadKeys(Map.of(plan, List.of(two, none)), true))
          .hasMessageContaining("CF-6324");
      assertThat(app.store.acceptedDeadKeys()).isEqualTo(1);
      apply(app, new Changes.CollectionChange(plan, false, spool(), spool(), spool(keys(1L))));
      assertThat(app.store.acceptedDeadKeys()).isZero();
      assertThat(app.store.deadKeys()).isEqualTo(3);
    }
  }

  @Test
  void aWholeTableIsMadeLikeItsRows() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("k"), "k", "v");
    try (Mirror app =
        closed(
            "delete",
            List.of(plan),
            "CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY, v INTEGER) WITHOUT ROWID",
            "INSERT INTO t VALUES ('a', 1), ('b', 2), ('c', 3)")) {
      apply(
          app,
          new Changes.CollectionChange(
              plan, true, spool(), spool(row("A", 10L), row("b", "5"), row("d", 4L))));
      assertThat(rows(app, "SELECT k, v FROM t ORDER BY k")).containsExactly("A|10", "b|2", "d|4");
      assertThat(app.store.deadKeys()).isEqualTo(1);
      apply(app, new Changes.CollectionChange(plan, true, spool(), spool()));
      assertThat(rows(app, "SELECT k, v FROM t")).isEmpty();
      assertThat(app.store.deadKeys()).isZero();
    }
  }

  @Test
  void countersGoOnBehindTheLargestAndNeverBackwards() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id");
    CollectionPlan plain = Mirror.plan("p", List.of("id"), "id");
    try (Mirror app =
        closed(
            "wal",
            List.of(plan, plain),
            "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE p(id INTEGER PRIMARY KEY)",
            "INSERT INTO p VALUES (4)")) {
      app.store.advanceCounters(Map.of("t", 50L, "p", 60L));
      assertThat(app.store.counters()).isEqualTo(Map.of("t", 50L, "p", 4L));
      app.store.advanceCounters(Map.of("t", 20L));
      StoreState state = app.store.state();
      app.store.change(now -> Rules.reopen(now, state.epoch(), state.ballot(), 9));
      app.check("INSERT INTO t DEFAULT VALUES");
      assertThat(rows(app, "SELECT id FROM t")).containsExactly("51");
    }
  }

  @Test
  void aRangeIsReadAtTheVersionAskedForOnly() throws SQLException {
    CollectionPlan plan = Mirror.plan("t", List.of("k"), "k", "v");
    try (Mirror app =
        closed(
            "wal",
            List.of(plan),
            "CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY, v)",
            "INSERT INTO t VALUES ('b', 1), ('A', 2), ('C', 3)")) {
      long version = app.store.state().version();
      assertThat(app.store.read(plan, KeyRange.ALL, version + 1)).isNull();
      try (RowScan scan = app.store.read(plan, KeyRange.ALL, version)) {
        apply(app, plan, keys("b"), row("b", 9L));
        List<String> read = new ArrayList<>();
        RowBatch batch = new RowBatch(64);
        while (scan.next(batch)) {
          for (int i = 0; i < batch.rows(); i++) {
            var cell = batch.cursor(i);
            cell.next();
            read.add(new String(cell.data(), cell.offset(), cell.length(), StandardCharsets.UTF_8));
          }
        }
        assertThat(read).containsExactly("A", "C", "b");
      }
      assertThat(app.store.read(plan, KeyRange.ALL, version)).isNull();
      assertThat(app.store.readsInKeyOrder(plan)).isFalse();
    }
  }
}
