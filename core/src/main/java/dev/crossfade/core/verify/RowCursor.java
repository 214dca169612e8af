package dev.crossfade.core.verify;

import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Row by row over a stream. */
final class RowCursor {
  private static final int BATCH_BYTES = 256 * 1024;

  private final Supplier<PrefetchingScan.Filled> take;
  private final Consumer<RowBatch> release;
  private PrefetchingScan.@Nullable Filled filled;
  private int row;

  RowCursor(PrefetchingScan scan) {
    take = scan::take;
    release = scan::release;
  }

  /** Over rows that lie ready, so that reading ahead would gain nothing. */
  RowCursor(RowScan ready) {
    RowBatch batch = new RowBatch(BATCH_BYTES);
    take =
        () -> {
          boolean more = ready.next(batch);
          if (!more) {
            batch.clear();
          }
          return new PrefetchingScan.Filled(batch, ready.position(), List.of(), !more);
        };
    release = done -> {};
  }

  /** Moves to the next row; false behind the last. */
  boolean next() {
    row++;
    PrefetchingScan.Filled current = filled;
    while (current == null || row >= current.batch().rows()) {
      if (current != null && current.last()) {
        return false;
      }
      if (current != null) {
        release.accept(current.batch());
      }
      current = take.get();
      filled = current;
      row = 0;
    }
    return true;
  }

  byte[] data() {
    return batch().data();
  }

  int start() {
    return batch().start(row);
  }

  int end() {
    return batch().end(row);
  }

  byte[] copy() {
    return Findings.copy(data(), start(), end());
  }

  private RowBatch batch() {
    PrefetchingScan.Filled current = filled;
    if (current == null) {
      throw new IllegalStateException("no row: next() was not called or returned false");
    }
    return current.batch();
  }
}
