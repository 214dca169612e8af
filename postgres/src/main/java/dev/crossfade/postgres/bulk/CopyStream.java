package dev.crossfade.postgres.bulk;

import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.Identifiers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * One {@code COPY … FROM STDIN (FORMAT BINARY)} after the other on one connection.
 *
 * <pre>
 * stream := "PGCOPY\n" 0xff "\r\n" 0x00  flags:4 (0)  extension:4 (0)  row*  -1:2
 * row    := columns:2 (length:4 content)*                length is -1 for null
 * </pre>
 */
final class CopyStream {
  private static final byte[] HEADER = header();
  private static final byte[] TRAILER = {-1, -1};

  private final Connection connection;
  private final String sql;
  private @Nullable CopyIn copy;

  /**
   * @param table as SQL, quoted
   * @param columns of a row
   */
  CopyStream(Connection connection, String table, List<ColumnPlan> columns) {
    this.connection = connection;
    sql =
        "COPY "
            + table
            + " ("
            + Identifiers.quoteAll(columns.stream().map(ColumnPlan::target).toList())
            + ") FROM STDIN (FORMAT BINARY)";
  }

  boolean isOpen() {
    return copy != null;
  }

  /** The COPY that takes rows; begins one when there is none. */
  CopyIn open() throws SQLException {
    CopyIn open = copy;
    if (open == null) {
      open = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      copy = open;
      open.writeToCopy(HEADER, 0, HEADER.length);
    }
    return open;
  }

  /** Ends the COPY and says how many rows the server took. */
  long finish() throws SQLException {
    CopyIn open = copy;
    if (open == null) {
      return 0;
    }
    copy = null;
    open.writeToCopy(TRAILER, 0, TRAILER.length);
    return open.endCopy();
  }

  /** Gives the COPY up; the transaction is then only good for a rollback. */
  void cancel() throws SQLException {
    CopyIn open = copy;
    copy = null;
    if (open != null && open.isActive()) {
      open.cancelCopy();
    }
  }

  private static byte[] header() {
    byte[] signature = "PGCOPY\n?\r\n?".getBytes(StandardCharsets.US_ASCII);
    byte[] header = new byte[signature.length + 8];
    System.arraycopy(signature, 0, header, 0, signature.length);
    header[7] = (byte) 0xff;
    header[10] = 0;
    return header;
  }
}
