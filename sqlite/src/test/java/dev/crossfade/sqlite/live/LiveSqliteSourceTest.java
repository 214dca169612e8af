package dev.crossfade.sqlite.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sqlite.Databases;
import dev.crossfade.sqlite.SqliteSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The backfill's reader, while a program goes on writing. */
final class LiveSqliteSourceTest {
  private static final int ROWS = 10_000;
  private static final String NUMBERS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")";

  @TempDir private Path directory;

  private static List<byte[]> rows(RowBatch batch) {
    List<byte[]> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row)));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
        "CREATE TABLE t(id TEXT PRIMARY KEY, v)",
        "CREATE TABLE t(id TEXT COLLATE NOCASE UNIQUE, v)",
        "CREATE TABLE t(id PRIMARY KEY, v) WITHOUT ROWID",
        "CREATE TABLE t(v, id TEXT NOT NULL, UNIQUE (id DESC))"
      })
  void everyRowIsReadAndNoTransactionStaysOpen(String table) throws SQLException {
    for (String mode : List.of("wal", "delete")) {
      Path file = directory.resolve(mode + ".sqlite");
      CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "v");
      Databases.run(
          file,
          "PRAGMA journal_mode = " + mode,
          table,
          NUMBERS + " INSERT INTO t(id, v) SELECT i * 7919 % 1000003, 'v' || i FROM n");
      try (Mirror app = Mirror.follow(file, List.of(plan));
          LiveSqliteSource source = LiveSqliteSource.open(file, Duration.ofSeconds(5), () -> {})) {
        List<byte[]> read = new ArrayList<>();
        RowBatch batch = new RowBatch(1024);
        Position position = Position.START;
        boolean more = true;
        while (more) {
          try (RowScan scan = source.scan(plan, position, rejected -> {})) {
            more = scan.next(batch);
            position = new Position(scan.position().token());
            read.addAll(rows(batch));
            app.run(
                "DELETE FROM t WHERE v = 'v" + (read.size() / 2) + "'",
                "VACUUM",
                "UPDATE t SET v = v || '!' WHERE v LIKE '%77'");
            if (mode.equals("wal")) {
              assertThat(blocked(app)).isZero();
            }
          }
        }
        assertThat(read).hasSizeBetween(ROWS - 5, ROWS);
        assertThat(position.token()).isEqualTo("end");
        app.check();
      }
    }
  }

  /** A program that commits in rollback-journal mode waits for readers: for a piece, no longer. */
  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void anInspectionKeepsNoCommitWaitingForItsEnd(String mode) throws SQLException {
    Path file = directory.resolve("app.sqlite");
    Databases.run(
        file,
        "PRAGMA journal_mode = " + mode,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
        NUMBERS + " INSERT INTO t(id, v) SELECT i, 'v' || i FROM n");
    int[] commits = new int[1];
    try (Connection program = Databases.connect(file);
        Statement statement = program.createStatement();
        LiveSqliteSource source = LiveSqliteSource.open(file, Duration.ofSeconds(5), () -> {})) {
      statement.execute("PRAGMA busy_timeout = 2000");
      SourceShape shape =
          source.inspect(
              0,
              event -> {
                if (event instanceof Event.Progress) {
                  commits[0]++;
                  insert(statement, -commits[0]);
                }
              });
      assertThat(commits[0]).isGreaterThan(2);
      assertThat(shape.collections().get(0).rows()).isEqualTo(ROWS);
    }
  }

  private static void insert(Statement statement, int id) {
    try {
      statement.execute("INSERT INTO t(id, v) VALUES (" + id + ", 'meanwhile')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
        "CREATE TABLE t(id, v)",
        "CREATE TABLE t(id PRIMARY KEY, v) WITHOUT ROWID",
        "CREATE TABLE t(id, v, rowid, oid, _rowid_)"
      })
  void anInspectionInPiecesFindsWhatOneSnapshotShows(String table) throws SQLException {
    Path file = directory.resolve("app.sqlite");
    Databases.run(
        file,
        table,
        NUMBERS + " INSERT INTO t(id, v) SELECT i * 7919 % 1000003, nullif(i % 50, 0) FROM n");
    try (SqliteSource whole = SqliteSource.open(file);
        LiveSqliteSource pieces = LiveSqliteSource.open(file, Duration.ofSeconds(5), () -> {})) {
      SourceShape shape = pieces.inspect(0, Events.NONE);
      assertThat(shape.collections().get(0).rows()).isEqualTo(ROWS);
      assertThat(shape.collections()).isEqualTo(whole.inspect(0, Events.NONE).collections());
    }
  }

  /** The first column says whether somebody kept the log from being emptied. */
  private static long blocked(Mirror app) throws SQLException {
    try (Statement statement = app.program.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      return row.getLong(1);
    }
  }

  /** Side tables and triggers are no data of the program, whoever reads the file. */
  @Test
  void aFollowedFileShowsOnlyWhatIsThePrograms() throws SQLException {
    Path file = directory.resolve("app.sqlite");
    Databases.run(
        file,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, v)",
        "CREATE TABLE crossfade_mine(id INTEGER PRIMARY KEY)");
    try (SqliteSource before = SqliteSource.open(file)) {
      assertThat(before.inspect(0, Events.NONE).collections()).hasSize(2);
    }
    Databases.run(file, "DROP TABLE crossfade_mine");
    CollectionPlan plan = Mirror.plan("t", List.of("id"), "id", "v");
    try (Mirror app = Mirror.follow(file, List.of(plan));
        SqliteSource source = SqliteSource.open(file)) {
      assertThat(app.store.isInstalled()).isTrue();
      SourceShape shape = source.inspect(0, Events.NONE);
      assertThat(shape.collections()).extracting(CollectionShape::name).containsExactly("t");
      assertThat(shape.problems()).noneMatch(problem -> problem.subject().contains("crossfade_"));
      SchemaModel schema = source.schemaReader().read();
      assertThat(schema.tables()).extracting(TableModel::name).containsExactly("t");
      assertThat(schema.triggers()).isEmpty();
    }
  }

  @Test
  void aRangeIsReadInTheOrderOfTheKey() throws SQLException {
    Path file = directory.resolve("app.sqlite");
    CollectionPlan plan = Mirror.plan("t", List.of("k"), "v", "k");
    Databases.run(
        file,
        "CREATE TABLE t(v, k TEXT NOT NULL UNIQUE)",
        NUMBERS + " INSERT INTO t SELECT i, printf('%05d', i) FROM n");
    KeyOrder order = new KeyOrder(plan.keyPositions());
    try (LiveSqliteSource source = LiveSqliteSource.open(file, Duration.ofSeconds(5), () -> {})) {
      assertThat(source.scansInKeyOrder(plan)).isTrue();
      byte[] from = key("00100");
      byte[] to = key("09100");
      List<byte[]> read = new ArrayList<>();
      RowBatch batch = new RowBatch(1024);
      try (RowScan scan = source.scanRange(plan, new KeyRange(from, to))) {
        while (scan.next(batch)) {
          read.addAll(rows(batch));
        }
      }
      assertThat(read).hasSize(9000);
      assertThat(read)
          .isSortedAccordingTo((a, b) -> order.compareRows(a, 0, a.length, b, 0, b.length));
      byte[] last = read.get(8999);
      assertThat(order.extract(last, 0, last.length)).isEqualTo(to);
    }
  }

  private static byte[] key(String text) {
    RowBatch key = new RowBatch(64);
    key.beginRow();
    key.putText(text);
    return Arrays.copyOf(key.data(), key.size());
  }
}
