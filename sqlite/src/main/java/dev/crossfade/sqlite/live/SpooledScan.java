package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Spool;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;

/** A scan of a spool that frees it when it is closed. */
final class SpooledScan implements RowScan {
  private final Spool spool;
  private final RowScan scan;

  SpooledScan(Spool spool) {
    this.spool = spool;
    scan = spool.scan();
  }

  @Override
  public boolean next(RowBatch batch) {
    return scan.next(batch);
  }

  @Override
  public Position position() {
    return scan.position();
  }

  @Override
  public void close() {
    try (spool) {
      scan.close();
    }
  }
}
