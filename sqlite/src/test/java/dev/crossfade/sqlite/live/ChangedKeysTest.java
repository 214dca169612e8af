package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import dev.crossfade.sqlite.Databases;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes into a closed file record of their keys, and the rows of single keys. */
final class ChangedKeysTest {
  private static final CollectionPlan PLAN = Mirror.plan("t", List.of("id"), "id", "v");

  @TempDir private Path directory;
  private int passes;

  private Mirror follow(String mode) throws SQLException {
    Path file = directory.resolve("app.sqlite");
    Databases.run(file, "PRAGMA journal_mode = " + mode);
    Databases.run(file, "CREATE TABLE t(id INTEGER PRIMARY KEY, v UNIQUE)");
    return Mirror.follow(file, List.of(PLAN));
  }

  private static void close(Mirror app) {
    StoreState state = app.store.state();
    app.store.change(now -> Rules.close(now, state.epoch(), state.ballot() + 1));
  }

  private static ListSpool spool(Value[]... rows) {
    ListSpool spool = new ListSpool();
    RowBatch batch = new RowBatch(1024);
    for (Value[] row : rows) {
      batch.beginRow();
      for (Value cell : row) {
        cell.putInto(batch);
      }
    }
    spool.add(batch);
    return spool;
  }

  private static Value[] row(long id, String text) {
    return new Value[] {new Value.Int(id), new Value.Text(text)};
  }

  private static Value[][] keys(long... ids) {
    return Arrays.stream(ids)
        .mapToObj(id -> new Value[] {new Value.Int(id)})
        .toArray(Value[][]::new);
  }

  private void apply(Mirror app, boolean whole, Value[][] keys, Value[]... rows) {
    long version = app.store.state().version();
    Changes.CollectionChange change =
        new Changes.CollectionChange(PLAN, whole, spool(keys), spool(rows));
    try (Changes pass =
        new Changes("back" + ++passes, 1, new EntryIds(new long[0]), List.of(change), null)) {
      assertThat(app.store.apply(pass, version).state()).isNotNull();
    }
  }

  private static byte[] key(long id) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    batch.putLong(id);
    return Arrays.copyOf(batch.data(), batch.size());
  }

  private static Map<Long, Long> recorded(Mirror app) {
    return app.store.changedKeys(PLAN).stream()
        .collect(Collectors.toMap(found -> id(found.key()), ChangedKey::version));
  }

  private static long id(byte[] key) {
    CellCursor cell = new CellCursor();
    cell.reset(key, 0, key.length);
    cell.next();
    return cell.longValue();
  }

  private static List<List<Value>> values(RowScan scan) {
    List<List<Value>> all = new ArrayList<>();
    RowBatch batch = new RowBatch(1024);
    try (scan) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          List<Value> values = new ArrayList<>();
          CellCursor cells = batch.cursor(row);
          while (cells.next()) {
            values.add(Value.of(cells));
          }
          all.add(values);
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void aPassRecordsItsKeysOnceWithTheLastVersion(String mode) throws SQLException {
    try (Mirror app = follow(mode)) {
      app.store.recordChanges();
      app.store.recordChanges();
      close(app);
      assertThat(app.store.recorded()).isEqualTo(new ChangedKeys(true, 0, 0));
      apply(app, false, keys(1, 2), row(1, "a"), row(2, "b"));
      long first = app.store.state().version();
      List<ChangedKey> seen = app.store.changedKeys(PLAN);
      apply(app, false, keys(2, 3), row(2, "c"));
      long second = app.store.state().version();
      assertThat(recorded(app)).isEqualTo(Map.of(1L, first, 2L, second, 3L, second));
      app.store.forget(PLAN, seen);
      assertThat(recorded(app)).containsOnlyKeys(2L, 3L);
      apply(app, true, new Value[0][], row(1, "x"));
      assertThat(app.store.recorded()).isEqualTo(new ChangedKeys(true, 2, 1));
      app.store.forget(PLAN, app.store.changedKeys(PLAN));
      assertThat(app.store.recorded()).isEqualTo(new ChangedKeys(true, 0, 0));
    }
  }

  @Test
  void nothingIsRecordedBeforeAVerificationBegins() throws SQLException {
    try (Mirror app = follow("wal")) {
      close(app);
      apply(app, false, keys(1), row(1, "a"));
      assertThat(app.store.recorded()).isEqualTo(ChangedKeys.NONE);
      assertThat(app.store.changedKeys(PLAN)).isEmpty();
    }
  }

  /** A file that an older version installed into has no such table. */
  @Test
  void theTableIsMadeWhereItIsMissing() throws SQLException {
    Path file = directory.resolve("app.sqlite");
    try (Mirror app = follow("wal")) {
      assertThat(app.store.recorded()).isEqualTo(ChangedKeys.NONE);
    }
    Databases.run(
        file,
        "DROP TABLE crossfade_changed",
        "DELETE FROM crossfade_schema WHERE name = 'crossfade_changed'",
        "UPDATE crossfade_control SET format = 2");
    try (SqliteLiveStore store =
        SqliteLiveStore.open(
            file, List.of(PLAN), new SqliteLiveStore.Options("m1", "there"), ListSpool::new)) {
      assertThat(store.changedKeys(PLAN)).isEmpty();
      store.recordChanges();
      assertThat(store.recorded().recording()).isTrue();
      assertThat(store.schema().news().changes()).isEmpty();
      store.remove();
    }
  }

  @Test
  void tooManyKeysBecomeAWholeTable() throws SQLException {
    try (Mirror app = follow("wal")) {
      app.store.recordChanges();
      close(app);
      app.run(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + ChangedKeys.MOST
              + ") INSERT INTO crossfade_changed SELECT 1, CAST(i AS BLOB), 1 FROM n");
      long[] ids = new long[50_000];
      Arrays.setAll(ids, i -> i);
      apply(app, false, keys(ids));
      assertThat(app.store.recorded()).isEqualTo(new ChangedKeys(true, 0, 1));
      assertThat(app.store.changedKeys(PLAN).get(0).version())
          .isEqualTo(app.store.state().version());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void rowsOfSingleKeysAreReadAtAVersionAndWithAPass(String mode) throws SQLException {
    try (Mirror app = follow(mode)) {
      app.run("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
      Picked some = new Picked(PLAN, List.of(key(3), key(1), key(9)));
      try (Changes changes = app.store.take(new LiveStore.TakeRequest("p1", null, some))) {
        assertThat(values(Objects.requireNonNull(changes.chunk()).scan()))
            .containsExactly(
                List.of(new Value.Int(3), new Value.Text("c")),
                List.of(new Value.Int(1), new Value.Text("a")));
        assertThat(changes.keys()).isEqualTo(3);
        app.store.trim(changes);
      }
      try (Changes again = app.store.take(new LiveStore.TakeRequest("p2", null, some))) {
        assertThat(again.entries().size()).isZero();
        assertThat(Objects.requireNonNull(again.chunk()).rows()).isEqualTo(2);
      }
      close(app);
      long version = app.store.state().version();
      assertThat(app.store.read(some, version + 1)).isNull();
      assertThat(values(Objects.requireNonNull(app.store.read(some, version)))).hasSize(2);
    }
    assertThat(ListSpool.OPEN.get()).isZero();
  }

  @Test
  void aRowThatIsNotFollowedIsNotReadByItsKey() throws SQLException {
    CollectionPlan plan =
        Databases.plan(
            "t", "v <> 'b' OR v IS NULL", List.of("id"), Conversion.Kind.TEXT, "id", "v");
    Path file = directory.resolve("app.sqlite");
    Databases.run(file, "CREATE TABLE t(id INTEGER PRIMARY KEY, v UNIQUE)");
    try (Mirror app = Mirror.follow(file, List.of(plan))) {
      app.run("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, NULL)");
      Picked all = new Picked(plan, List.of(key(1), key(2), key(3)));
      try (Changes changes = app.store.take(new LiveStore.TakeRequest("p1", null, all))) {
        assertThat(Objects.requireNonNull(changes.chunk()).rows()).isEqualTo(2);
      }
      assertThat(values(Objects.requireNonNull(app.store.read(all, app.store.state().version()))))
          .containsExactly(
              List.of(new Value.Int(1), new Value.Text("a")),
              List.of(new Value.Int(3), new Value.Null()));
    }
  }
}
