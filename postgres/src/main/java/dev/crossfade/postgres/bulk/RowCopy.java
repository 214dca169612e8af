package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.ColumnPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Sends encoded rows into one table by COPY, within the caller's transaction. Not safe for several
 * threads.
 */
public final class RowCopy {
  private final CopyStream copies;
  private final CopyBuffer buffer = new CopyBuffer();
  private final RowEncoder encoder;
  private long sent;

  /**
   * @param connection within a transaction; nothing else may use it until {@link #finish}
   * @param table as SQL, quoted
   * @param columns of a row, in the order of its cells
   */
  public RowCopy(Connection connection, String table, List<ColumnPlan> columns) {
    copies = new CopyStream(connection, table, columns);
    encoder = new RowEncoder(columns, buffer);
  }

  /**
   * Sends a row, which lies in {@code data[start, end)}.
   *
   * @return why it does not fit and was not sent, or null
   */
  public @Nullable ErrorCode put(byte[] data, int start, int end) throws SQLException {
    ErrorCode wrong = encoder.encode(data, start, end);
    if (wrong == null) {
      sent++;
      if (buffer.holdsForeign() || buffer.full()) {
        CopyIn copy = copies.open();
        buffer.flush(copy);
      }
    }
    return wrong;
  }

  /** The column that did not fit, or -1 when it is the row as a whole. */
  public int misfitColumn() {
    return encoder.misfitColumn();
  }

  /** Ends the COPY, if rows were sent, and says how many the table took. */
  public long finish() throws SQLException {
    if (sent > 0) {
      buffer.flush(copies.open());
      sent = copies.finish();
    }
    long taken = sent;
    sent = 0;
    return taken;
  }

  /** Gives a COPY up that is under way; the transaction is then only good for a rollback. */
  public void cancel() {
    try {
      copies.cancel();
    } catch (SQLException e) {
      // The rollback, or the end of the connection, undoes the same.
    }
  }
}
