package dev.crossfade.sqlite;

import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** Reads the rows of a query into batches. */
public final class TableScan implements RowScan {
  /** A batch ends behind the row that reaches one of these. */
  private static final int BATCH_BYTES = 256 * 1024;

  private static final int BATCH_ROWS = 4096;
  private static final int ROW = 100;
  private static final int DONE = 101;

  private final SqliteErrors errors;
  private final String subject;
  private final ScanQuery query;
  private final KeptStatements.Use use;
  private final PreparedStatement statement;
  private final CellReader cells;
  private final RowBatch key = new RowBatch(64);
  private ScanPosition position;
  private long delivered;
  private State state = State.UNSTARTED;

  private enum State {
    UNSTARTED,
    READING,
    EXHAUSTED
  }

  /**
   * @param after where the query starts
   * @throws SQLException when SQLite refuses the query; the caller knows what was wrong with it
   */
  public TableScan(SqliteDatabase database, String table, ScanQuery query, ScanPosition after)
      throws SQLException {
    this.errors = database.errors();
    this.subject = "table " + table;
    this.query = query;
    this.position = after;
    this.delivered = after instanceof ScanPosition.AfterRows rows ? rows.rows() : 0;
    this.cells = new CellReader(database.encoding());
    this.use = database.use(query.sql());
    this.statement = use.statement();
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    if (state == State.EXHAUSTED) {
      return false;
    }
    try {
      CoreStatement core = statement.unwrap(CoreStatement.class);
      boolean first = state == State.UNSTARTED && !start(core);
      if (!first) {
        core.pointer.safeRunConsume((database, pointer) -> fill(database, pointer, batch));
      }
    } catch (SQLException e) {
      throw errors.of(e, subject);
    }
    delivered += batch.rows();
    if (state == State.EXHAUSTED) {
      position = new ScanPosition.End();
    } else if (query.order().kind() == RowOrder.Kind.COUNT) {
      position = new ScanPosition.AfterRows(delivered);
    }
    return batch.rows() > 0;
  }

  /** Binds the parameters and goes to the first row; false when there is none. */
  private boolean start(CoreStatement core) throws SQLException {
    boolean row = core.getDatabase().execute(core, query.parameters().toArray());
    state = row ? State.READING : State.EXHAUSTED;
    return row;
  }

  // The statement stands on a row that is not yet read.
  private void fill(DB database, long pointer, RowBatch batch) throws SQLException {
    int columns = query.columns();
    while (true) {
      batch.beginRow();
      cells.read(database, pointer, 0, columns, batch);
      boolean full = batch.size() >= BATCH_BYTES || batch.rows() >= BATCH_ROWS;
      if (full) {
        notePosition(database, pointer);
      }
      int result = database.step(pointer);
      if (result != ROW) {
        finish(database, result);
        return;
      }
      if (full) {
        return;
      }
    }
  }

  private void notePosition(DB database, long pointer) throws SQLException {
    int first = query.columns();
    switch (query.order().kind()) {
      case ROWID -> position = new ScanPosition.AfterRowid(database.column_long(pointer, first));
      case KEY -> {
        key.clear();
        key.beginRow();
        cells.read(database, pointer, first, first + query.order().columns().size(), key);
        position = new ScanPosition.AfterKey(Arrays.copyOf(key.data(), key.size()));
      }
      case COUNT -> {}
    }
  }

  private void finish(DB database, int result) throws SQLException {
    state = State.EXHAUSTED;
    if (result != DONE) {
      database.throwex(result);
    }
  }

  /** Whether the last row has been delivered. */
  public boolean exhausted() {
    return state == State.EXHAUSTED;
  }

  @Override
  public Position position() {
    return position.position();
  }

  @Override
  public void close() {
    try {
      if (state == State.EXHAUSTED) {
        use.done();
      }
      use.close();
    } catch (SQLException e) {
      throw errors.of(e, subject);
    }
  }
}
