package dev.crossfade.core.value;

/**
 * Hashes and compares encoded rows of one collection under its equality: bytes against bytes, and
 * cells of JSON columns as data ({@link JsonDigest}). Both sides of a comparison use the same
 * equality; what differs between them is who produced the rows. Not safe for several threads.
 */
public final class RowDigester {
  /** Stands where the cells before a JSON cell end; no length of cells is negative. */
  private static final long JSON_FOLLOWS = -1;

  private final boolean[] json;
  private final boolean anyJson;
  private final Hash128 hash = new Hash128();
  private final JsonDigest jsonDigest = new JsonDigest();
  private final CellCursor cells = new CellCursor();
  private final CellCursor others = new CellCursor();
  private long rows;
  private long sumHigh;
  private long sumLow;
  private long high;
  private long low;

  /**
   * @param json for each column, whether text in it is compared as JSON data
   */
  public RowDigester(boolean[] json) {
    this.json = json.clone();
    boolean any = false;
    for (boolean one : json) {
      any |= one;
    }
    anyJson = any;
  }

  /** Hashes a row into {@link #high} and {@link #low} without adding it to the sum. */
  public void hash(byte[] data, int start, int end) {
    hash.reset();
    cells.reset(data, start, end);
    int from = start;
    for (int column = 0; cells.next(); column++) {
      if (asJson(column, cells) && jsonDigest.digest(data, cells.offset(), cells.length())) {
        hash.bytes(data, from, cells.cellStart() - from);
        hash.word(JSON_FOLLOWS);
        hash.word(jsonDigest.high());
        hash.word(jsonDigest.low());
        from = cells.cellStart() + cells.cellLength();
      }
    }
    hash.bytes(data, from, end - from);
    high = hash.high();
    low = hash.low();
  }

  /** Hashes a row and adds it to the sum. */
  public void add(byte[] data, int start, int end) {
    hash(data, start, end);
    rows++;
    sumLow += low;
    sumHigh += high + (Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0);
  }

  /** Upper half of the hash of the last row. */
  public long high() {
    return high;
  }

  /** Lower half of the hash of the last row. */
  public long low() {
    return low;
  }

  /** The digest of what was added since the last call; starts anew. */
  public Digest take() {
    Digest digest = new Digest(rows, sumHigh, sumLow);
    rows = 0;
    sumHigh = 0;
    sumLow = 0;
    return digest;
  }

  /** Whether two rows are equal. */
  public boolean equal(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
    if (java.util.Arrays.equals(a, aStart, aEnd, b, bStart, bEnd)) {
      return true;
    }
    return anyJson && firstDifference(a, aStart, aEnd, b, bStart, bEnd, 0) < 0;
  }

  /** The first column from {@code from} on in which two rows differ, or -1. */
  public int firstDifference(
      byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd, int from) {
    cells.reset(a, aStart, aEnd);
    others.reset(b, bStart, bEnd);
    int column = 0;
    for (; cells.next(); column++) {
      if (!others.next()) {
        return column;
      }
      if (column >= from && !cellsEqual(column)) {
        return column;
      }
    }
    return others.next() ? column : -1;
  }

  private boolean cellsEqual(int column) {
    int end = cells.cellStart() + cells.cellLength();
    int otherEnd = others.cellStart() + others.cellLength();
    if (java.util.Arrays.equals(
        cells.data(), cells.cellStart(), end, others.data(), others.cellStart(), otherEnd)) {
      return true;
    }
    if (!asJson(column, cells) || !asJson(column, others)) {
      return false;
    }
    if (!jsonDigest.digest(cells.data(), cells.offset(), cells.length())) {
      return false;
    }
    long h = jsonDigest.high();
    long l = jsonDigest.low();
    return jsonDigest.digest(others.data(), others.offset(), others.length())
        && h == jsonDigest.high()
        && l == jsonDigest.low();
  }

  private boolean asJson(int column, CellCursor cursor) {
    Tag tag = cursor.tag();
    return tag == Tag.JSON || (tag == Tag.TEXT && column < json.length && json[column]);
  }
}
