package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A private copy of what is followed as it was at one moment, read at leisure: rows come in the
 * key's order, and by key.
 */
interface SnapshotCopy extends AutoCloseable {
  /**
   * How it was made.
   *
   * @param fingerprint of what is followed, looked at before it was copied
   * @param takenAt when the copying began
   * @param micros how long that was read
   * @param bytes size of the copy
   */
  record Facts(Fingerprint fingerprint, Instant takenAt, long micros, long bytes) {}

  Facts facts();

  /** The SQLite file that it lies in. */
  Path file();

  /**
   * Checks that it is what was followed up to now.
   *
   * @throws dev.crossfade.core.error.CrossfadeException when it is not
   */
  void requireSame(Sidecar sidecar);

  /** Enters what is known only from a copy, within a transaction of the sidecar. */
  void note(Sidecar sidecar);

  /** All rows of a collection in the key's order. */
  RowScan scan(CollectionPlan plan);

  /** The rows of a piece of a collection. */
  Spool chunk(LiveStore.Chunk chunk, RowBatch batch);

  /** The rows of single keys. */
  Spool picked(LiveStore.Picked picked, RowBatch batch);

  @Override
  void close();
}
