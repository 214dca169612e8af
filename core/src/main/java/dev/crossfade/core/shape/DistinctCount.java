package dev.crossfade.core.shape;

/** Counts distinct values up to {@value #LIMIT} by their hashes; one more means "more". */
final class DistinctCount {
  static final int LIMIT = 50;
  private static final int SLOTS = 256;

  private long[] slots = new long[SLOTS];
  private int count;
  private boolean zero;

  /** Whether another value can still change the count. */
  boolean open() {
    return count <= LIMIT;
  }

  void add(long value) {
    if (count > LIMIT) {
      return;
    }
    long hash = Bytes.mix(value);
    if (hash == 0) {
      count += zero ? 0 : 1;
      zero = true;
      return;
    }
    int slot = (int) (hash >>> 56);
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    slots[slot] = hash;
    if (++count > LIMIT) {
      slots = new long[0];
    }
  }

  int count() {
    return count;
  }
}
