package dev.crossfade.postgres.readback;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Decodes the stream of {@code COPY … TO STDOUT (FORMAT BINARY)}. The server sends each row as one
 * message; the header comes with the first, the trailer as the last.
 *
 * <pre>
 * stream := header row* trailer
 * header := "PGCOPY\n\377\r\n\0" flags:4 length:4 extension
 * row    := fields:2 field*            field := length:4 bytes, length -1 for null
 * trailer := -1:2
 * </pre>
 */
final class CopyRowScan implements RowScan {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final String CANCELLED = "57014";
  private static final int ROWS = 4096;
  private static final int BYTES = 1 << 20;

  private final Reading read;
  private final CopyOut copy;
  private final FieldReader[] readers;
  private final String table;
  private boolean headerRead;
  private boolean trailerRead;
  private boolean closed;
  private long rows;

  private CopyRowScan(Reading read, CopyOut copy, List<ColumnPlan> columns, String table) {
    this.read = read;
    this.copy = copy;
    this.table = table;
    readers =
        columns.stream()
            .map(column -> FieldReaders.of(column.conversion()))
            .toArray(FieldReader[]::new);
  }

  /** Starts the statement; the transaction is closed with the scan, and when this fails. */
  static CopyRowScan open(Reading read, List<ColumnPlan> columns, String table, String statement) {
    try {
      CopyOut copy = read.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
      return new CopyRowScan(read, copy, columns, table);
    } catch (SQLException failed) {
      CrossfadeException named = ReadFailure.of(failed, table);
      try {
        read.close();
      } catch (SQLException again) {
        named.addSuppressed(again);
      }
      throw named;
    }
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    if (closed) {
      return false;
    }
    try {
      while (batch.rows() < ROWS && batch.size() < BYTES) {
        byte[] message = copy.readFromCopy();
        if (message == null) {
          finish();
          break;
        }
        message(message, batch);
      }
    } catch (SQLException failed) {
      throw ReadFailure.of(failed, table);
    }
    rows += batch.rows();
    return batch.rows() > 0;
  }

  /** The number of rows delivered; a scan does not go on from there. */
  @Override
  public Position position() {
    return new Position(Long.toString(rows));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (read) {
      if (copy.isActive()) {
        stop();
      }
    } catch (SQLException failed) {
      abort(failed);
    }
  }

  /**
   * Cancels and reads on to the end: the driver's own way leaves the rest of the stream, and the
   * error, to whatever the connection does next.
   */
  private void stop() throws SQLException {
    read.connection().unwrap(PGConnection.class).cancelQuery();
    try {
      byte[] rest = copy.readFromCopy();
      while (rest != null) {
        rest = copy.readFromCopy();
      }
    } catch (SQLException cancelled) {
      if (!CANCELLED.equals(cancelled.getSQLState())) {
        throw cancelled;
      }
    }
  }

  /** A connection that did not come to rest is of no use to anyone. */
  private void abort(SQLException failed) {
    try {
      read.connection().abort(Runnable::run);
    } catch (SQLException again) {
      failed.addSuppressed(again);
    }
  }

  private void finish() throws SQLException {
    if (!trailerRead) {
      throw unexpected("the end before the trailer");
    }
    closed = true;
    read.close();
  }

  private void message(byte[] message, RowBatch batch) {
    int at = headerRead ? 0 : header(message);
    if (at == message.length) {
      return;
    }
    int fields = Binary.int2(message, at);
    at += 2;
    if (fields == -1) {
      trailerRead = true;
    } else if (fields == readers.length) {
      batch.beginRow();
      at = row(message, at, batch);
    } else {
      throw unexpected(fields + " fields");
    }
    if (at != message.length) {
      throw unexpected("a row that does not end with its message");
    }
  }

  private int row(byte[] message, int start, RowBatch batch) {
    int at = start;
    for (FieldReader reader : readers) {
      int length = Binary.int4(message, at);
      at += 4;
      if (length < 0) {
        batch.putNull();
      } else {
        reader.read(message, at, length, batch);
        at += length;
      }
    }
    return at;
  }

  private int header(byte[] message) {
    int fixed = SIGNATURE.length + 8;
    if (message.length < fixed
        || !Arrays.equals(SIGNATURE, 0, SIGNATURE.length, message, 0, SIGNATURE.length)) {
      throw unexpected("no signature");
    }
    headerRead = true;
    return fixed + Binary.int4(message, SIGNATURE.length + 4);
  }

  private CrossfadeException unexpected(String what) {
    return new CrossfadeException(
        ErrorCode.CF_5105, "expected the stream of COPY but was " + what + " at " + table);
  }
}
