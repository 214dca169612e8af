package dev.crossfade.core.verify;

import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.value.RowBatch;
import org.jspecify.annotations.Nullable;

/** Row by row over a prefetched stream. */
final class RowCursor {
  private final PrefetchingScan scan;
  private @Nullable RowBatch batch;
  private int row;

  RowCursor(PrefetchingScan scan) {
    this.scan = scan;
  }

  /** Moves to the next row; false behind the last. */
  boolean next() {
    RowBatch current = batch;
    if (current != null && ++row < current.rows()) {
      return true;
    }
    do {
      if (current != null) {
        scan.release(current);
      }
      PrefetchingScan.Filled filled = scan.take();
      current = filled == null ? null : filled.batch();
    } while (current != null && current.rows() == 0);
    batch = current;
    row = 0;
    return current != null;
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
    RowBatch current = batch;
    if (current == null) {
      throw new IllegalStateException("no row: next() was not called or returned false");
    }
    return current;
  }
}
