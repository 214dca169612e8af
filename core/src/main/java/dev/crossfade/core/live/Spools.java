package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;

/** What is done with whole spools. */
final class Spools {
  private Spools() {}

  /** Puts all that a scan still gives into a spool, and closes the scan. */
  static void fill(Spool spool, RowScan scan) {
    RowBatch batch = new RowBatch(RowSpool.BLOCK_BYTES);
    try (scan) {
      while (scan.next(batch)) {
        spool.add(batch);
      }
    }
  }

  /** The key of the last row. */
  static byte[] lastKey(CollectionPlan plan, Spool rows) {
    KeyOrder order = new KeyOrder(plan.keyPositions());
    RowBatch batch = new RowBatch(RowSpool.BLOCK_BYTES);
    byte[] key = new byte[0];
    try (RowScan scan = rows.scan()) {
      while (scan.next(batch)) {
        int last = batch.rows() - 1;
        key = order.extract(batch.data(), batch.start(last), batch.end(last));
      }
    }
    return key;
  }
}
