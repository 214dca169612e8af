package dev.crossfade.core.verify;

import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.value.RowBatch;
import org.jspecify.annotations.Nullable;

/** Row by row over a prefetched stream. */
final class RowCursor {
  private final PrefetchingScan scan;
  private PrefetchingScan.@Nullable Filled filled;
  private int row;

  RowCursor(PrefetchingScan scan) {
    this.scan = scan;
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
        scan.release(current.batch());
      }
      current = scan.take();
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
