package dev.crossfade.sqlite;

import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.sqlite.core.DB;

/**
 * Copies the columns of a statement's row into a batch: the hot loop of every read.
 *
 * <p>It uses the driver's inner calls, one for the type and one for the value of a cell. {@code
 * column_blob} gives the bytes of text as they lie in the file, without making a string of them.
 */
public final class CellReader {
  private static final int INTEGER = 1;
  private static final int FLOAT = 2;
  private static final int TEXT = 3;
  private static final int BLOB = 4;
  private static final byte[] EMPTY = {};

  private final Charset encoding;
  private final boolean utf8;

  /**
   * @param encoding how text is kept in the file
   */
  public CellReader(Charset encoding) {
    this.encoding = encoding;
    this.utf8 = encoding.equals(StandardCharsets.UTF_8);
  }

  /** Adds the columns {@code [from, to)} to the row begun last. */
  public void read(DB database, long statement, int from, int to, RowBatch batch)
      throws SQLException {
    for (int column = from; column < to; column++) {
      switch (database.column_type(statement, column)) {
        case INTEGER -> batch.putLong(database.column_long(statement, column));
        case FLOAT -> batch.putDouble(database.column_double(statement, column));
        case TEXT -> text(bytes(database, statement, column), batch);
        case BLOB -> {
          byte[] bytes = bytes(database, statement, column);
          batch.put(Tag.BYTES, bytes, 0, bytes.length);
        }
        default -> batch.putNull();
      }
    }
  }

  private void text(byte[] bytes, RowBatch batch) {
    if (utf8) {
      batch.putUtf8(bytes, 0, bytes.length);
    } else {
      transcode(bytes, batch);
    }
  }

  private void transcode(byte[] bytes, RowBatch batch) {
    try {
      CharBuffer text =
          encoding
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      batch.putText(text.toString());
    } catch (CharacterCodingException e) {
      batch.put(Tag.MALFORMED, bytes, 0, bytes.length);
    }
  }

  // SQLite has no pointer for an empty value, and the driver no array for no pointer.
  private static byte[] bytes(DB database, long statement, int column) throws SQLException {
    byte[] bytes = database.column_blob(statement, column);
    return bytes == null ? EMPTY : bytes;
  }
}
