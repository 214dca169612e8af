package dev.crossfade.core.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows in the canonical encoding ({@link Tag}), one behind the other in one array. The form in
 * which rows travel between readers, encoders and comparisons: nothing is boxed. Reused: {@link
 * #clear} keeps the arrays. Not safe for several threads at once.
 */
public final class RowBatch {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final long CANONICAL_NAN = 0x7ff8000000000000L;

  // A batch that one huge value has grown beyond this gives the room back when it is cleared.
  private static final int KEEP_BYTES = 4 << 20;

  private final int initialBytes;
  private byte[] data;
  private int end;
  private int[] starts;
  private int rows;

  /** An empty batch with room for about the given number of bytes; it grows when needed. */
  public RowBatch(int bytes) {
    initialBytes = Math.max(64, bytes);
    data = new byte[initialBytes];
    starts = new int[1024];
  }

  /** Forgets all rows. */
  public void clear() {
    if (data.length > Math.max(KEEP_BYTES, initialBytes)) {
      data = new byte[initialBytes];
    }
    end = 0;
    rows = 0;
  }

  /** Number of rows begun. */
  public int rows() {
    return rows;
  }

  /** Number of bytes of all rows. */
  public int size() {
    return end;
  }

  /** The array that holds the rows; valid until the next change. */
  public byte[] data() {
    return data;
  }

  /** Where row {@code row} starts in {@link #data}. */
  public int start(int row) {
    return starts[row];
  }

  /** Where row {@code row} ends in {@link #data}, exclusive. */
  public int end(int row) {
    return row + 1 < rows ? starts[row + 1] : end;
  }

  /** Starts the next row; its cells follow. */
  public void beginRow() {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, rows * 2);
    }
    starts[rows++] = end;
  }

  /** Takes the row back that was begun last. */
  public void dropRow() {
    end = starts[--rows];
  }

  /**
   * Removes rows and closes the gaps; the others keep their order.
   *
   * @param removed positions of the rows in ascending order, each once
   * @param count how many of them count
   */
  public void removeRows(int[] removed, int count) {
    int next = 0;
    int kept = 0;
    int to = 0;
    for (int row = 0; row < rows; row++) {
      if (next < count && removed[next] == row) {
        next++;
        continue;
      }
      int from = starts[row];
      int length = end(row) - from;
      System.arraycopy(data, from, data, to, length);
      starts[kept++] = to;
      to += length;
    }
    rows = kept;
    end = to;
  }

  /** Adds a null cell. */
  public void putNull() {
    putTag(Tag.NULL);
  }

  /** Adds a truth value. */
  public void putBoolean(boolean value) {
    putTag(value ? Tag.TRUE : Tag.FALSE);
  }

  /** Adds a 64-bit integer. */
  public void putLong(long value) {
    reserve(9);
    data[end] = Tag.INTEGER.code();
    LONG.set(data, end + 1, value);
    end += 9;
  }

  /** Adds a double; every NaN becomes the same one. */
  public void putDouble(double value) {
    reserve(9);
    data[end] = Tag.DOUBLE.code();
    LONG.set(
        data, end + 1, Double.isNaN(value) ? CANONICAL_NAN : Double.doubleToRawLongBits(value));
    end += 9;
  }

  /**
   * Adds text.
   *
   * @throws IllegalArgumentException when it holds a lone surrogate, which has no UTF-8
   */
  public void putText(String value) {
    byte[] utf8 = Utf8.bytes(value);
    put(Tag.TEXT, utf8, 0, utf8.length);
  }

  /**
   * Adds a cell whose kind has a length: {@code NUMBER}, {@code TEXT}, {@code BYTES}, {@code JSON}
   * or {@code MALFORMED}. The bytes are taken as they are: that they fit the kind is the caller's
   * word.
   */
  public void put(Tag tag, byte[] bytes, int offset, int length) {
    reserve(5 + length);
    data[end] = tag.code();
    INT.set(data, end + 1, length);
    System.arraycopy(bytes, offset, data, end + 5, length);
    end += 5 + length;
  }

  /**
   * Adds the bytes of text, as {@code TEXT} when they are valid UTF-8, else as {@code MALFORMED}.
   */
  public void putUtf8(byte[] bytes, int offset, int length) {
    put(Utf8.isValid(bytes, offset, length) ? Tag.TEXT : Tag.MALFORMED, bytes, offset, length);
  }

  /** Adds a copy of an encoded cell, tag included. */
  public void putCell(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, data, end, length);
    end += length;
  }

  /** Adds a whole encoded row. */
  public void putRow(byte[] source, int offset, int length) {
    beginRow();
    putCell(source, offset, length);
  }

  /** A cursor over the cells of a row. */
  public CellCursor cursor(int row) {
    CellCursor cursor = new CellCursor();
    cursor.reset(data, start(row), end(row));
    return cursor;
  }

  private void putTag(Tag tag) {
    reserve(1);
    data[end++] = tag.code();
  }

  private void reserve(int more) {
    if (more > data.length - end) {
      long wanted = Math.max((long) end + more, data.length * 2L);
      data = Arrays.copyOf(data, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
  }
}
