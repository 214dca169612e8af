package dev.crossfade.core.verify;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Differing buckets that are looked into together.
 *
 * @param buckets which
 * @param after where to look for the next group
 */
record BucketGroup(BitSet buckets, int after) {
  private static final long MAX_ROWS = 50_000;

  /** The next differing buckets from {@code from} on, or null when all others are equal. */
  static @Nullable BucketGroup next(Buckets source, Buckets target, int from) {
    BitSet buckets = new BitSet(Buckets.COUNT);
    long rows = 0;
    int bucket = from;
    for (; bucket < Buckets.COUNT && (rows == 0 || rows < MAX_ROWS); bucket++) {
      if (!source.digest(bucket).equals(target.digest(bucket))) {
        buckets.set(bucket);
        rows += Math.max(1, source.digest(bucket).rows() + target.digest(bucket).rows());
      }
    }
    return buckets.isEmpty() ? null : new BucketGroup(buckets, bucket);
  }
}
