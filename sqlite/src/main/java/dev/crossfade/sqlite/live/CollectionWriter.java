package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.ScanPosition;
import dev.crossfade.sqlite.ScanQuery;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.TableScan;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one collection's part of a pass: removes keys without a row, writes the others.
 *
 * <p>Rows are updated in place. When that meets a unique value which another row of the pass still
 * holds (two rows swap theirs), all is taken back and done again by deleting and inserting the keys
 * of the pass. A row that SQLite refuses or does not hold equal makes its key a dead key; then all
 * is taken back and done again without it, so that the old row stays.
 */
final class CollectionWriter implements AutoCloseable {
  private static final String SAVEPOINT = "SAVEPOINT crossfade_collection";
  private static final String TAKE_BACK = "ROLLBACK TO crossfade_collection";
  private static final String RELEASE = "RELEASE crossfade_collection";
  private static final String PRESENT =
      "CREATE TEMP TABLE IF NOT EXISTS crossfade_present(key BLOB PRIMARY KEY) WITHOUT ROWID";

  private static final HexFormat HEX = HexFormat.of();

  private final SqliteDatabase database;
  private final FollowedTable table;
  private final Changes.CollectionChange change;
  private final RowStatements statements;
  private final RowBatch batch = new RowBatch(320 * 1024);
  private final RowBatch readBack = new RowBatch(4096);
  private final KeyOrder keyOfRow;
  private final KeyOrder keyOfKeys;
  private final Map<String, Dead> dead = new HashMap<>();

  /**
   * Why a row is not written.
   *
   * @param field the column that does not fit, or null
   * @param taken whether another row holds a unique value of it, which may be about to change
   */
  record Dead(@Nullable String field, ErrorCode code, boolean taken) {}

  private static final class Again extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Again() {
      super("taken back", null, false, false);
    }
  }

  CollectionWriter(SqliteDatabase database, FollowedTable table, Changes.CollectionChange change) {
    this.database = database;
    this.table = table;
    this.change = change;
    this.statements = new RowStatements(database);
    this.keyOfRow = new KeyOrder(change.plan().keyPositions());
    this.keyOfKeys = new KeyOrder(IntStream.range(0, table.key().size()).toArray());
  }

  /** Writes, and says how many keys are dead. */
  int write() {
    database.execute(PRESENT);
    addUnfit();
    RowWriter writer = new RowWriter(database, table, statements, false);
    boolean done = false;
    while (!done) {
      int before = dead.size();
      database.execute(SAVEPOINT);
      try {
        attempt(writer);
        done = dead.size() == before;
      } catch (Again e) {
        done = false;
        writer = new RowWriter(database, table, statements, true);
      } catch (SQLException e) {
        throw database.errors().of(e, "table " + table.table().name());
      }
      database.execute(done ? RELEASE : TAKE_BACK);
      if (!done) {
        database.execute(RELEASE);
      }
    }
    noteDeadKeys();
    return dead.size();
  }

  private void attempt(RowWriter writer) throws SQLException {
    database.execute("DELETE FROM temp.crossfade_present");
    forEach(change.rows().scan(), keyOfRow, (key, row) -> addPresent(key));
    writer.begin();
    if (change.whole()) {
      removeAbsentOfAll(writer);
    } else {
      forEach(change.keys().scan(), keyOfKeys, (key, row) -> removeIfAbsent(writer, key));
    }
    if (writer.replaces()) {
      forEach(change.rows().scan(), keyOfRow, (key, row) -> writer.setAside(key));
    }
    forEach(change.rows().scan(), keyOfRow, (key, row) -> write(writer, key, row));
  }

  /** Keys whose rows were not even sent are dead from the start: their old rows stay. */
  private void addUnfit() {
    Spool unfit = change.unfit();
    if (unfit == null) {
      return;
    }
    try (RowScan keys = unfit.scan()) {
      while (keys.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          byte[] key = keyOfKeys.extract(batch.data(), batch.start(row), batch.end(row));
          dead.put(HEX.formatHex(key), new Dead(null, ErrorCode.CF_6110, false));
        }
      }
    }
  }

  private void addPresent(byte[] key) throws SQLException {
    statements.update(
        "INSERT OR IGNORE INTO temp.crossfade_present VALUES (?)",
        List.of(new RowStatements.Parameter("?", key)));
  }

  private boolean isPresent(byte[] key) throws SQLException {
    readBack.clear();
    return statements.readRow(
        "SELECT 1 FROM temp.crossfade_present WHERE key = ?",
        List.of(new RowStatements.Parameter("?", key)),
        1,
        readBack);
  }

  private void removeIfAbsent(RowWriter writer, byte[] key) throws SQLException {
    if (!isPresent(key)) {
      writer.delete(key);
    }
  }

  // Rows behind the scan may be deleted; it stands on the next one that is not read.
  private void removeAbsentOfAll(RowWriter writer) throws SQLException {
    ScanQuery.Request all =
        new ScanQuery.Request(table.table(), table.key(), Take.request(table, 0).condition(), 0);
    RowOrder order = RowOrder.of(table.table());
    ScanQuery query = ScanQuery.from(all, order, new ScanPosition.Start());
    String name = table.table().name();
    forEach(
        new TableScan(database, name, query, new ScanPosition.Start()),
        keyOfKeys,
        (key, row) -> removeIfAbsent(writer, key));
  }

  private void write(RowWriter writer, byte[] key, int row) throws SQLException {
    Dead reason = writer.write(key, batch, row);
    if (reason != null && reason.taken() && !writer.replaces()) {
      throw new Again();
    }
    if (reason != null) {
      dead.put(HEX.formatHex(key), reason);
    }
  }

  private void noteDeadKeys() {
    if (change.whole()) {
      DeadKeys.removeAll(database, table);
    } else {
      try (RowScan keys = change.keys().scan()) {
        while (keys.next(batch)) {
          for (int row = 0; row < batch.rows(); row++) {
            byte[] key = keyOfKeys.extract(batch.data(), batch.start(row), batch.end(row));
            DeadKeys.remove(database, table, key);
          }
        }
      }
    }
    dead.forEach(
        (key, why) -> DeadKeys.add(database, table, HEX.parseHex(key), why.field(), why.code()));
  }

  /** What is done with a row of the batch that is being read. */
  @FunctionalInterface
  private interface EachRow {
    void take(byte[] key, int row) throws SQLException;
  }

  /** Hands over every row but those of dead keys. */
  private void forEach(RowScan scan, KeyOrder keys, EachRow each) throws SQLException {
    try (scan) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          byte[] key = keys.extract(batch.data(), batch.start(row), batch.end(row));
          if (dead.isEmpty() || !dead.containsKey(HEX.formatHex(key))) {
            each.take(key, row);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    statements.close();
  }
}
