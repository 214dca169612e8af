package dev.crossfade.core.verify;

import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowDigester;
import java.util.function.LongConsumer;

/**
 * Two-way merge of two streams that come in the order of the same key. Reads each side once, on a
 * thread each; finds every missing, extra and differing row exactly; memory is a few batches.
 */
public final class OrderedComparison {
  private static final int PROGRESS_ROWS = 16384;

  private final Equality equality;
  private final DeadRows dead;
  private final int limit;
  private final LongConsumer progress;

  /**
   * @param equality of the collection
   * @param dead rows of the source that the target rightly lacks
   * @param limit how many differences to list
   * @param progress told the number of rows compared, now and then
   */
  public OrderedComparison(Equality equality, DeadRows dead, int limit, LongConsumer progress) {
    this.equality = equality;
    this.dead = dead.copy();
    this.limit = limit;
    this.progress = progress;
  }

  /** Compares; both scans are closed in the end. */
  public ComparisonResult compare(RowScan source, RowScan target) {
    try (PrefetchingScan ahead = new PrefetchingScan(source, "source");
        PrefetchingScan behind = new PrefetchingScan(target, "target")) {
      return new Merge(new RowCursor(ahead), new RowCursor(behind)).run();
    }
  }

  /** The same where the source's rows lie ready in memory: only the target is read ahead. */
  public ComparisonResult compareReady(RowScan source, RowScan target) {
    try (source;
        PrefetchingScan behind = new PrefetchingScan(target, "target")) {
      return new Merge(new RowCursor(source), new RowCursor(behind)).run();
    }
  }

  /** One merge and its running counts. */
  private final class Merge {
    private final RowCursor left;
    private final RowCursor right;
    private final Findings findings = new Findings(equality, limit);
    private final RowDigester sourceRows = equality.digester();
    private Digest targetOnly = Digest.EMPTY;
    private Digest sourceOnly = Digest.EMPTY;
    private Digest shared = Digest.EMPTY;
    private long deadLetters;
    private long compared;

    Merge(RowCursor left, RowCursor right) {
      this.left = left;
      this.right = right;
    }

    ComparisonResult run() {
      boolean hasLeft = left.next();
      boolean hasRight = right.next();
      while (hasLeft || hasRight) {
        int order = !hasLeft ? 1 : !hasRight ? -1 : compareKeys();
        if (order < 0) {
          missing();
          hasLeft = left.next();
        } else if (order > 0) {
          targetOnly = targetOnly.plus(one(right));
          findings.extra(right.copy());
          hasRight = right.next();
        } else {
          both();
          hasLeft = left.next();
          hasRight = right.next();
        }
        if (++compared % PROGRESS_ROWS == 0) {
          progress.accept(compared);
        }
      }
      progress.accept(compared);
      shared = shared.plus(sourceRows.take());
      return findings.result(shared.plus(sourceOnly), shared.plus(targetOnly), deadLetters, true);
    }

    private int compareKeys() {
      return equality
          .order()
          .compareRows(
              left.data(), left.start(), left.end(), right.data(), right.start(), right.end());
    }

    private void both() {
      if (sourceRows.addIfEqual(
          left.data(), left.start(), left.end(), right.data(), right.start(), right.end())) {
        return;
      }
      sourceOnly = sourceOnly.plus(one(left));
      targetOnly = targetOnly.plus(one(right));
      findings.differing(left.copy(), right.copy());
    }

    private void missing() {
      Digest row = one(left);
      if (dead.remove(row.high(), row.low())) {
        deadLetters++;
        return;
      }
      sourceOnly = sourceOnly.plus(row);
      findings.missing(left.copy());
    }

    private Digest one(RowCursor row) {
      RowDigester digester = equality.digester();
      digester.hash(row.data(), row.start(), row.end());
      return new Digest(1, digester.high(), digester.low());
    }
  }
}
