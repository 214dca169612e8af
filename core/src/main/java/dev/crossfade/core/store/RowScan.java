package dev.crossfade.core.store;

import dev.crossfade.core.value.RowBatch;

/** A stream of encoded rows. Used by one thread at a time. */
public interface RowScan extends AutoCloseable {
  /**
   * Clears the batch and fills it with the next rows, up to a number that suits the scan.
   *
   * @return false when there were no rows left
   */
  boolean next(RowBatch batch);

  /** The place behind the last row delivered. */
  Position position();

  @Override
  void close();
}
