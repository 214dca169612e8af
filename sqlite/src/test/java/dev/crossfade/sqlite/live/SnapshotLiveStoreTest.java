package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.Databases;
import dev.crossfade.sqlite.SqliteSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Passes of a file that stays untouched, against a copy in memory that knows it from them alone.
 */
final class SnapshotLiveStoreTest {
  private static final List<CollectionPlan> PLANS =
      List.of(
          Mirror.plan("r", List.of("id"), "id", "v"),
          Mirror.plan("w", List.of("b", "a"), "a", "b", "v"),
          Mirror.plan("n", List.of("k"), "k", "v"),
          Mirror.plan("x", List.of("k"), "k", "v"));

  @TempDir private Path directory;
  private Path file;
  private SnapshotLiveStore store;
  private Connection program;
  private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();
  private int passes;

  @BeforeEach
  void follow() throws Exception {
    Files.createDirectories(directory.resolve("own"));
    file = directory.resolve("app.sqlite");
    program = Databases.connect(file);
    run(
        "PRAGMA journal_mode = wal",
        "CREATE TABLE r(id INTEGER PRIMARY KEY, v)",
        "CREATE TABLE w(a, b, v, PRIMARY KEY(b, a)) WITHOUT ROWID",
        "CREATE TABLE n(k TEXT COLLATE NOCASE NOT NULL PRIMARY KEY, v)",
        "CREATE TABLE x(k NOT NULL UNIQUE, v)",
        "INSERT INTO r VALUES (1, 'a'), (2, 'b'), (-7, NULL)",
        "INSERT INTO w VALUES (1, 'x', 1), ('1', x'00', 2), (1.5, -3, 3)",
        "INSERT INTO n VALUES ('b', 1), ('A', 2), ('a b', 3)",
        "INSERT INTO x VALUES (1, 'one'), ('1', 'text'), (x'31', 'blob'), (2.5, 'real')");
    store = open();
    store.files().install(null, true);
    tables.putAll(now());
  }

  private SnapshotLiveStore open() {
    return new SnapshotLiveStore(
        file,
        PLANS,
        new SnapshotLiveStore.Options(
            "m1", directory.resolve("own").resolve("digests"), Duration.ZERO, 50),
        ListSpool::new);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    program.close();
  }

  @Test
  void nothingIsDirtyAfterTheFirstCopy() {
    try (Changes changes = take()) {
      assertThat(changes.entries().size()).isZero();
    }
    assertThat(directory.resolve("own").resolve("digests-base")).doesNotExist();
  }

  @Test
  void aLostFirstCopyMakesAllRowsDirty() throws Exception {
    Files.delete(directory.resolve("own").resolve("digests-base"));
    try (Changes changes = take()) {
      assertThat(changes.collections()).hasSize(4).allMatch(Changes.CollectionChange::whole);
      apply(changes);
      store.trim(changes);
    }
    assertThat(tables).isEqualTo(now());
    run("DELETE FROM r WHERE id = 1");
    check(1);
  }

  @Test
  void keysOfEveryKindAreCompared() throws Exception {
    check(0);
    run("UPDATE r SET v = 'c' WHERE id = 2", "INSERT INTO r VALUES (9, 'z')");
    check(2);
    run("UPDATE x SET k = 1.0 WHERE typeof(k) = 'integer'");
    check(2);
    run("UPDATE n SET k = 'B' WHERE k = 'b'", "DELETE FROM w WHERE b = x'00'");
    check(3);
    run("UPDATE x SET k = 'é' WHERE v = 'blob'", "UPDATE w SET a = 2 WHERE a = 1");
    check(4);
    run("UPDATE r SET v = v", "DELETE FROM n WHERE k = 'none'");
    check(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverChangesComesOver(long seed) throws Exception {
    Random random = new Random(seed);
    for (int pass = 0; pass < 15; pass++) {
      for (int i = random.nextInt(30); i > 0; i--) {
        String key = List.of("%d", "'%d'", "x'0%d'", "%d.5").get(random.nextInt(4));
        String one = key.formatted(random.nextInt(9));
        String table = List.of("n", "x").get(random.nextInt(2));
        int value = random.nextInt(3);
        run(
            random.nextInt(3) == 0
                ? "DELETE FROM " + table + " WHERE k = " + one
                : "INSERT OR REPLACE INTO " + table + " VALUES (" + one + ", " + value + ")",
            "INSERT OR REPLACE INTO w VALUES (" + one + ", " + value + ", " + i + ")",
            "INSERT OR REPLACE INTO r VALUES (" + random.nextInt(50) + ", " + value + ")",
            "DELETE FROM r WHERE id = " + random.nextInt(50));
      }
      pass();
      assertThat(tables).as("seed %d", seed).isEqualTo(now());
    }
  }

  @Test
  void aKeyThatWasReadStaysDirtyUntilItIsConfirmed() throws Exception {
    run("UPDATE r SET v = 'new' WHERE id = 1", "INSERT INTO r VALUES (5, 'new')");
    try (Changes unconfirmed = take()) {
      apply(unconfirmed);
    }
    run("UPDATE r SET v = 'a' WHERE id = 1", "DELETE FROM r WHERE id = 5");
    check(2);
  }

  @Test
  void rowsOfSingleKeysAreReadAsThePassLeavesThem() throws Exception {
    CollectionPlan plan = PLANS.get(0);
    List<byte[]> keys = new ArrayList<>();
    for (String key : now().get("r").keySet()) {
      keys.add(HexFormat.of().parseHex(key));
    }
    LiveStore.Picked picked = new LiveStore.Picked(plan, keys);
    run("UPDATE r SET v = 'new' WHERE id = 1", "DELETE FROM r WHERE id = 2");
    for (String pass : List.of("with changes", "without", "without once more")) {
      try (Changes changes = store.take(new LiveStore.TakeRequest(pass, null, picked))) {
        assertThat(changes.keys()).isEqualTo(pass.equals("with changes") ? 2 : 0);
        Map<String, String> rows = new TreeMap<>();
        put(plan, Objects.requireNonNull(changes.chunk()).scan(), rows);
        assertThat(rows).hasSize(2).isEqualTo(now().get("r"));
        store.trim(changes);
      }
    }
    assertThat(store.recorded()).isEqualTo(ChangedKeys.NONE);
    assertCode(store::recordChanges, ErrorCode.CF_6503);
  }

  @Test
  void aLateTrimDoesNotHideWhatALaterPassBrought() throws Exception {
    run("UPDATE r SET v = 'first' WHERE id = 1");
    try (Changes first = take()) {
      apply(first);
      run("UPDATE r SET v = 'second' WHERE id = 1");
      try (SnapshotLiveStore other = open();
          Changes second = other.take(new LiveStore.TakeRequest("second", null))) {
        apply(second);
      }
      store.trim(first);
    }
    run("UPDATE r SET v = 'first' WHERE id = 1");
    check(1);
  }

  @Test
  void manyRowsGoneAtOnceAreRefusedUntilAccepted() throws Exception {
    run(
        "WITH RECURSIVE i(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM i WHERE n < 4000)"
            + " INSERT INTO r SELECT n, n FROM i");
    pass();
    run("DELETE FROM r WHERE id > 1000");
    assertCode(this::take, ErrorCode.CF_6501);
    assertCode(this::take, ErrorCode.CF_6501);
    store.files().accept();
    pass();
    assertThat(tables).isEqualTo(now());
    run("DELETE FROM r WHERE id > 200");
    pass();
    assertThat(tables).isEqualTo(now());
  }

  @Test
  void anotherApplicationsFileAndAnotherSchemaAreRefused() throws Exception {
    run("PRAGMA application_id = 77");
    assertCode(this::take, ErrorCode.CF_6504);
    store.files().accept();
    check(0);
    run("ALTER TABLE r RENAME COLUMN v TO other");
    assertCode(this::take, ErrorCode.CF_6108);
  }

  @Test
  void nothingIsReadThatDidNotChange() throws Exception {
    pass();
    for (String suffix : List.of("", "-wal")) {
      Path one = Path.of(file + suffix);
      Files.setLastModifiedTime(one, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    }
    run("PRAGMA wal_checkpoint(PASSIVE)");
    for (String suffix : List.of("", "-wal")) {
      Path one = Path.of(file + suffix);
      Files.setLastModifiedTime(one, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    }
    check(0);
    SnapshotFiles.LastLook last = store.files().lastLook();
    check(0);
    assertThat(store.files().lastLook()).isEqualTo(last);
    assertThat(store.backlog()).isZero();
    run("INSERT INTO r VALUES (77, 1)");
    assertThat(store.backlog()).isEqualTo(-1);
    check(1);
  }

  @Test
  void itHasNoFenceAndForgetsNothingWithoutItsDigests() throws Exception {
    assertCode(
        () -> store.change(state -> Rules.close(state, state.epoch(), state.ballot() + 1)),
        ErrorCode.CF_6503);
    pass();
    store.files().remove();
    assertCode(store::state, ErrorCode.CF_6502);
    run("DELETE FROM r WHERE id = 1");
    store.files().rebuild("p1", false);
    assertThat(store.preparedPasses().knows("p1")).isTrue();
    pass();
    assertThat(tables).isEqualTo(now());
  }

  private static void assertCode(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CrossfadeException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private void run(String... statements) throws SQLException {
    try (Statement statement = program.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Changes take() {
    return store.take(new LiveStore.TakeRequest("p" + passes++, null));
  }

  private void check(long keys) {
    assertThat(pass()).isEqualTo(keys);
    assertThat(tables).isEqualTo(now());
  }

  private long pass() {
    try (Changes changes = take()) {
      apply(changes);
      store.trim(changes);
      return changes.keys();
    }
  }

  private void apply(Changes changes) {
    for (Changes.CollectionChange change : changes.collections()) {
      Map<String, String> rows = tables.get(change.plan().target());
      if (change.whole()) {
        rows.clear();
      }
      each(change.keys(), key -> rows.remove(HexFormat.of().formatHex(key)));
      put(change.plan(), change.rows().scan(), rows);
    }
  }

  private static void each(Spool keys, java.util.function.Consumer<byte[]> work) {
    RowBatch batch = new RowBatch(1024);
    try (RowScan scan = keys.scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          work.accept(Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row)));
        }
      }
    }
  }

  private static void put(CollectionPlan plan, RowScan scan, Map<String, String> rows) {
    KeyOrder order = new KeyOrder(plan.keyPositions());
    RowBatch batch = new RowBatch(1024);
    try (scan) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          int start = batch.start(row);
          int end = batch.end(row);
          rows.put(
              HexFormat.of().formatHex(order.extract(batch.data(), start, end)),
              HexFormat.of().formatHex(batch.data(), start, end));
        }
      }
    }
  }

  /** The rows of the file as a source reads them. */
  private Map<String, Map<String, String>> now() {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    try (SqliteSource source = SqliteSource.open(file)) {
      for (CollectionPlan plan : PLANS) {
        Map<String, String> rows = new TreeMap<>();
        put(plan, source.scan(plan, Position.START, reject -> {}), rows);
        found.put(plan.target(), rows);
      }
    }
    return found;
  }
}
