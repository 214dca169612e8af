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
        json(data, from, jsonDigest.high(), jsonDigest.low());
        from = cells.cellStart() + cells.cellLength();
      }
    }
    finish(data, from, end);
  }

  private void json(byte[] data, int from, long cellHigh, long cellLow) {
    hash.bytes(data, from, cells.cellStart() - from);
    hash.word(JSON_FOLLOWS);
    hash.word(cellHigh);
    hash.word(cellLow);
  }

  private void finish(byte[] data, int from, int end) {
    hash.bytes(data, from, end - from);
    high = hash.high();
    low = hash.low();
  }

  /** Hashes a row and adds it to the sum. */
  public void add(byte[] data, int start, int end) {
    hash(data, start, end);
    sum();
  }

  /** As {@link #add}, of a row without a cell of JSON: nothing has to look for one. */
  public void addPlain(byte[] data, int start, int end) {
    hash.reset();
    finish(data, start, end);
    sum();
  }

  /**
   * As {@link #add} if another row is equal to this one: each cell of JSON is read once on each
   * side for both.
   *
   * @return whether it is; nothing is added where it is not
   */
  public boolean addIfEqual(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
    if (!anyJson) {
      boolean equal = java.util.Arrays.equals(a, aStart, aEnd, b, bStart, bEnd);
      if (equal) {
        add(a, aStart, aEnd);
      }
      return equal;
    }
    hash.reset();
    cells.reset(a, aStart, aEnd);
    others.reset(b, bStart, bEnd);
    int from = aStart;
    for (int column = 0; cells.next(); column++) {
      if (!others.next()) {
        return false;
      }
      boolean same = sameBytes();
      boolean asJson =
          asJson(column, cells) && jsonDigest.digest(cells.data(), cells.offset(), cells.length());
      long cellHigh = jsonDigest.high();
      long cellLow = jsonDigest.low();
      if (!same && !(asJson && asJson(column, others) && otherIs(cellHigh, cellLow))) {
        return false;
      }
      if (asJson) {
        json(a, from, cellHigh, cellLow);
        from = cells.cellStart() + cells.cellLength();
      }
    }
    if (others.next()) {
      return false;
    }
    finish(a, from, aEnd);
    sum();
    return true;
  }

  private boolean otherIs(long cellHigh, long cellLow) {
    return jsonDigest.digest(others.data(), others.offset(), others.length())
        && cellHigh == jsonDigest.high()
        && cellLow == jsonDigest.low();
  }

  private void sum() {
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
    if (sameBytes()) {
      return true;
    }
    if (!asJson(column, cells) || !asJson(column, others)) {
      return false;
    }
    if (!jsonDigest.digest(cells.data(), cells.offset(), cells.length())) {
      return false;
    }
    return otherIs(jsonDigest.high(), jsonDigest.low());
  }

  private boolean sameBytes() {
    int end = cells.cellStart() + cells.cellLength();
    int otherEnd = others.cellStart() + others.cellLength();
    return java.util.Arrays.equals(
        cells.data(), cells.cellStart(), end, others.data(), others.cellStart(), otherEnd);
  }

  private boolean asJson(int column, CellCursor cursor) {
    Tag tag = cursor.tag();
    return tag == Tag.JSON || (tag == Tag.TEXT && column < json.length && json[column]);
  }
}
