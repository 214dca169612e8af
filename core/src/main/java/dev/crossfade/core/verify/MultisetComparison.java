package dev.crossfade.core.verify;

import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.Digest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Compares two streams that come in different orders, or have no key: each side is digested into
 * buckets by the hash of the key (of the row where there is none); only the rows of buckets that
 * differ are read again and matched. Memory is the buckets and at most one group of rows.
 */
public final class MultisetComparison {
  private static final int PROGRESS_ROWS = 16384;

  private final Supplier<Equality> equality;
  private final DeadRows dead;
  private final int limit;
  private final LongConsumer progress;

  /**
   * @param equality of the collection, a new one at each call
   * @param dead rows of the source that the target rightly lacks
   * @param limit how many differences to list
   * @param progress told the number of source rows read, now and then
   */
  public MultisetComparison(
      Supplier<Equality> equality, DeadRows dead, int limit, LongConsumer progress) {
    this.equality = equality;
    this.dead = dead;
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * Compares. Each supplier is asked once, and again for each group of differing buckets.
   *
   * @param source opens a scan of the source
   * @param target opens a scan of the target
   */
  public ComparisonResult compare(Supplier<RowScan> source, Supplier<RowScan> target) {
    Buckets sourceBuckets = new Buckets(equality.get());
    Buckets targetBuckets = new Buckets(equality.get());
    DeadRows left = dead.copy();
    CompletableFuture<Long> reading =
        CompletableFuture.supplyAsync(() -> digest(source.get(), sourceBuckets, left, progress));
    try {
      digest(target.get(), targetBuckets, new DeadRows(), rows -> {});
    } finally {
      // Both sides must have ended before either's failure leaves here.
      reading.exceptionally(failure -> 0L).join();
    }
    long deadLetters = join(reading);
    Findings findings = new Findings(equality.get(), limit);
    boolean complete = true;
    BucketGroup group = BucketGroup.next(sourceBuckets, targetBuckets, 0);
    while (group != null) {
      if (findings.full()) {
        complete = false;
        break;
      }
      new BucketMatch(equality.get(), findings)
          .match(group, source.get(), target.get(), dead.copy());
      group = BucketGroup.next(sourceBuckets, targetBuckets, group.after());
    }
    Digest sourceTotal = sourceBuckets.total();
    return findings.result(sourceTotal, targetBuckets.total(), deadLetters, complete);
  }

  private static long digest(RowScan scan, Buckets buckets, DeadRows dead, LongConsumer progress) {
    long deadLetters = 0;
    long rows = 0;
    try (PrefetchingScan ahead = new PrefetchingScan(scan, "bucket")) {
      RowCursor row = new RowCursor(ahead);
      while (row.next()) {
        if (!buckets.add(row, dead)) {
          deadLetters++;
        }
        if (++rows % PROGRESS_ROWS == 0) {
          progress.accept(rows);
        }
      }
    }
    progress.accept(rows);
    return deadLetters;
  }

  private static long join(CompletableFuture<Long> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
