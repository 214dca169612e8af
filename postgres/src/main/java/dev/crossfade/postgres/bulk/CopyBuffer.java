package dev.crossfade.postgres.bulk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/**
 * Bytes on their way into a COPY. Whole rows collect here and leave in large pieces; the row begun
 * last can be taken back. The content of a large cell is not copied: the buffer remembers where it
 * lies in the caller's array and sends it from there, so such a row must be flushed before that
 * array changes ({@link #holdsForeign}).
 */
final class CopyBuffer {
  /** From this size on the buffer wants to be flushed. */
  static final int PIECE = 128 * 1024;

  private static final int FOREIGN_FROM = 32 * 1024;
  private static final int WRITE_PIECE = 256 * 1024;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int end;
  private int rowStart;
  private int rowForeign;
  private long rowForeignBytes;

  // Foreign pieces, three numbers each: where in this buffer they belong, start and length there.
  private int[] foreign = new int[3 * 8];
  private int foreignCount;
  private byte[] foreignSource = new byte[0];

  CopyBuffer() {
    this(PIECE + 64 * 1024);
  }

  /** A buffer that begins with so many bytes. */
  CopyBuffer(int size) {
    bytes = new byte[size];
  }

  void beginRow(int columns) {
    rowStart = end;
    rowForeign = foreignCount;
    rowForeignBytes = 0;
    putShort(columns);
  }

  void takeRowBack() {
    end = rowStart;
    foreignCount = rowForeign;
  }

  long rowBytes() {
    return end - rowStart + rowForeignBytes;
  }

  /** Bytes that wait for the next flush. */
  long size() {
    return end;
  }

  boolean holdsForeign() {
    return foreignCount > 0;
  }

  boolean full() {
    return end >= PIECE;
  }

  void putByte(int value) {
    reserve(1);
    bytes[end++] = (byte) value;
  }

  void putShort(int value) {
    reserve(2);
    SHORT.set(bytes, end, (short) value);
    end += 2;
  }

  void putInt(int value) {
    reserve(4);
    INT.set(bytes, end, value);
    end += 4;
  }

  void putLong(long value) {
    reserve(8);
    LONG.set(bytes, end, value);
    end += 8;
  }

  /** A cell of eight bytes with its length. */
  void putLongCell(long value) {
    reserve(12);
    INT.set(bytes, end, 8);
    LONG.set(bytes, end + 4, value);
    end += 12;
  }

  /** A cell of one byte with its length. */
  void putBooleanCell(boolean value) {
    reserve(5);
    INT.set(bytes, end, 1);
    bytes[end + 4] = (byte) (value ? 1 : 0);
    end += 5;
  }

  /** A cell of bytes with its length. */
  void putBytesCell(byte[] source, int offset, int length) {
    putInt(length);
    putContent(source, offset, length);
  }

  /** Bytes of a row's source; large ones stay where they are until the flush. */
  void putContent(byte[] source, int offset, int length) {
    if (length >= FOREIGN_FROM) {
      putForeign(source, offset, length);
    } else {
      put(source, offset, length);
    }
  }

  /** Copies bytes. */
  void put(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, end, length);
    end += length;
  }

  /** Leaves room for a length that is known later; {@link #endCell} fills it in. */
  int beginCell() {
    int mark = end;
    putInt(0);
    return mark;
  }

  /** Fills in the length of a cell begun at {@code mark} which was copied completely. */
  void endCell(int mark) {
    INT.set(bytes, mark, end - mark - 4);
  }

  /** Adds each cell of the row begun last, with its length, to the bytes of its column. */
  void splitRow(CopyBuffer[] columns) {
    int at = rowStart + 2;
    for (CopyBuffer column : columns) {
      int length = 4 + Math.max(0, (int) INT.get(bytes, at));
      column.put(bytes, at, length);
      at += length;
    }
  }

  /** Copies everything to a place in an array. */
  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, end);
  }

  /** Sends everything and is empty afterwards. */
  long flush(CopyIn copy) throws SQLException {
    long sent = end;
    int from = 0;
    for (int i = 0; i < foreignCount; i++) {
      int at = foreign[i * 3];
      write(copy, bytes, from, at - from);
      write(copy, foreignSource, foreign[i * 3 + 1], foreign[i * 3 + 2]);
      sent += foreign[i * 3 + 2];
      from = at;
    }
    write(copy, bytes, from, end - from);
    clear();
    return sent;
  }

  void clear() {
    end = 0;
    rowStart = 0;
    foreignCount = 0;
    foreignSource = new byte[0];
  }

  private void putForeign(byte[] source, int offset, int length) {
    if ((foreignCount + 1) * 3 > foreign.length) {
      foreign = Arrays.copyOf(foreign, foreign.length * 2);
    }
    foreign[foreignCount * 3] = end;
    foreign[foreignCount * 3 + 1] = offset;
    foreign[foreignCount * 3 + 2] = length;
    foreignCount++;
    foreignSource = source;
    rowForeignBytes += length;
  }

  private static void write(CopyIn copy, byte[] source, int offset, int length)
      throws SQLException {
    for (int done = 0; done < length; done += WRITE_PIECE) {
      copy.writeToCopy(source, offset + done, Math.min(WRITE_PIECE, length - done));
    }
  }

  private void reserve(int more) {
    if (more > bytes.length - end) {
      long wanted = Math.max((long) end + more, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
  }
}
