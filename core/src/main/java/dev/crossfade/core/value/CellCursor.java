package dev.crossfade.core.value;

/**
 * Walks over the cells of an encoded row without boxing. Reused by {@link #reset}; after {@link
 * #next} returned true, the getters speak of the cell just reached.
 */
public final class CellCursor {
  private byte[] data = new byte[0];
  private int next;
  private int limit;
  private int cellStart;
  private int offset;
  private int length;
  private Tag tag = Tag.NULL;

  /** Stands before the first cell of the row that lies in {@code data[start, end)}. */
  public void reset(byte[] newData, int start, int end) {
    data = newData;
    next = start;
    limit = end;
  }

  /** Moves to the next cell; false behind the last. */
  public boolean next() {
    if (next >= limit) {
      return false;
    }
    cellStart = next;
    tag = Tag.of(data[next]);
    int fixed = tag.fixedLength();
    if (fixed >= 0) {
      offset = next + 1;
      length = fixed;
    } else {
      offset = next + 5;
      length = (int) RowBatch.INT.get(data, next + 1);
    }
    next = offset + length;
    return true;
  }

  /** The kind of the cell. */
  public Tag tag() {
    return tag;
  }

  /** The value of an {@code INTEGER} cell. */
  public long longValue() {
    return (long) RowBatch.LONG.get(data, offset);
  }

  /** The value of a {@code DOUBLE} cell. */
  public double doubleValue() {
    return Double.longBitsToDouble((long) RowBatch.LONG.get(data, offset));
  }

  /** The array that the payload lies in. */
  public byte[] data() {
    return data;
  }

  /** Where the payload starts in {@link #data}. */
  public int offset() {
    return offset;
  }

  /** Length of the payload in bytes. */
  public int length() {
    return length;
  }

  /** Where the cell starts in {@link #data}, tag included. */
  public int cellStart() {
    return cellStart;
  }

  /** Length of the cell in bytes, tag included. */
  public int cellLength() {
    return next - cellStart;
  }
}
