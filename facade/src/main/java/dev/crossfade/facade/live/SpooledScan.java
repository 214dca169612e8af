package dev.crossfade.facade.live;

import dev.crossfade.core.live.Spool;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;

/** A scan of a spool that nobody else needs. */
final class SpooledScan implements RowScan {
  private final Spool spool;
  private final RowScan scan;

  SpooledScan(Spool spool) {
    this.spool = spool;
    this.scan = spool.scan();
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
