package dev.crossfade.core.value;

import java.util.Arrays;

/**
 * Orders encoded rows by their key cells: null first, then truth values, numbers by value, text
 * (malformed or not) as unsigned bytes, bytes likewise. Both SQLite (BINARY) and PostgreSQL
 * (COLLATE "C") order these so. Not safe for several threads.
 */
public final class KeyOrder {
  private final int[] columns;
  private final CellCursor left = new CellCursor();
  private final CellCursor right = new CellCursor();
  private final Hash128 hash = new Hash128();

  /**
   * @param columns positions of the key's columns in the row, in the key's order; may be empty
   */
  public KeyOrder(int[] columns) {
    this.columns = columns.clone();
  }

  /** Compares the keys of two rows. */
  public int compareRows(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
    for (int column : columns) {
      seek(left, a, aStart, aEnd, column);
      seek(right, b, bStart, bEnd, column);
      int order = compareCells();
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Compares the key of a row with a key made by {@link #extract}. */
  public int compareToKey(byte[] row, int start, int end, byte[] key) {
    return compareToKey(row, start, end, key, 0, key.length);
  }

  /**
   * Compares the key of a row with a key that stands at the beginning of other cells.
   *
   * @param from where the key begins
   * @param to where the cells end, which may go on behind the key
   */
  public int compareToKey(byte[] row, int start, int end, byte[] key, int from, int to) {
    right.reset(key, from, to);
    for (int column : columns) {
      seek(left, row, start, end, column);
      right.next();
      int order = compareCells();
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The key cells of a row, one behind the other. */
  public byte[] extract(byte[] row, int start, int end) {
    RowBatch key = new RowBatch(64);
    key.beginRow();
    for (int column : columns) {
      seek(left, row, start, end, column);
      key.putCell(row, left.cellStart(), left.cellLength());
    }
    return Arrays.copyOf(key.data(), key.size());
  }

  /** A 64-bit hash of the key of a row. */
  public long hash(byte[] row, int start, int end) {
    hash.reset();
    for (int column : columns) {
      seek(left, row, start, end, column);
      hash.bytes(row, left.cellStart(), left.cellLength());
    }
    return hash.low();
  }

  private static void seek(CellCursor cursor, byte[] data, int start, int end, int column) {
    cursor.reset(data, start, end);
    for (int i = 0; i <= column; i++) {
      cursor.next();
    }
  }

  private int compareCells() {
    Tag a = left.tag();
    Tag b = right.tag();
    if (a == Tag.INTEGER && b == Tag.INTEGER) {
      return Long.compare(left.longValue(), right.longValue());
    }
    if (isNumber(a) && isNumber(b)) {
      return new java.math.BigDecimal(number(left))
          .compareTo(new java.math.BigDecimal(number(right)));
    }
    int order = Integer.compare(rank(a), rank(b));
    if (order != 0 || a.fixedLength() == 0) {
      return order;
    }
    return Arrays.compareUnsigned(
        left.data(),
        left.offset(),
        left.offset() + left.length(),
        right.data(),
        right.offset(),
        right.offset() + right.length());
  }

  private static boolean isNumber(Tag tag) {
    return tag == Tag.INTEGER || tag == Tag.DOUBLE || tag == Tag.NUMBER;
  }

  private static int rank(Tag tag) {
    return switch (tag) {
      case INTEGER, DOUBLE, NUMBER -> Tag.INTEGER.code();
      case TEXT, MALFORMED -> Tag.TEXT.code();
      default -> tag.code();
    };
  }

  private static String number(CellCursor cell) {
    return switch (cell.tag()) {
      case INTEGER -> Long.toString(cell.longValue());
      case DOUBLE -> finite(cell.doubleValue());
      default ->
          new String(
              cell.data(),
              cell.offset(),
              cell.length(),
              java.nio.charset.StandardCharsets.US_ASCII);
    };
  }

  // Infinities have no decimal; any number past the largest double orders the same.
  private static String finite(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "1E999" : "-1E999";
    }
    return Double.isNaN(value) ? "2E999" : new java.math.BigDecimal(value).toString();
  }
}
