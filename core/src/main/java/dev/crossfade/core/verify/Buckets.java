package dev.crossfade.core.verify;

import dev.crossfade.core.value.Digest;

/** Digests of the rows of one side, by bucket. */
final class Buckets {
  static final int COUNT = 1 << 14;

  private final Equality equality;
  private final long[] rows = new long[COUNT];
  private final long[] high = new long[COUNT];
  private final long[] low = new long[COUNT];

  Buckets(Equality equality) {
    this.equality = equality;
  }

  /** Adds a row unless it is a dead letter; false when it is. */
  boolean add(RowCursor row, DeadRows dead) {
    int bucket = bucket(equality, row.data(), row.start(), row.end());
    equality.digester().hash(row.data(), row.start(), row.end());
    long h = equality.digester().high();
    long l = equality.digester().low();
    if (dead.remove(h, l)) {
      return false;
    }
    rows[bucket]++;
    low[bucket] += l;
    high[bucket] += h + (Long.compareUnsigned(low[bucket], l) < 0 ? 1 : 0);
    return true;
  }

  Digest digest(int bucket) {
    return new Digest(rows[bucket], high[bucket], low[bucket]);
  }

  Digest total() {
    Digest total = Digest.EMPTY;
    for (int i = 0; i < COUNT; i++) {
      total = total.plus(digest(i));
    }
    return total;
  }

  /** The bucket of a row: by its key, or by the whole row where there is no key. */
  static int bucket(Equality equality, byte[] data, int start, int end) {
    if (!equality.keyed()) {
      equality.digester().hash(data, start, end);
      return (int) (equality.digester().low() >>> 50);
    }
    return (int) (equality.order().hash(data, start, end) >>> 50);
  }
}
