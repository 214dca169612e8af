package dev.crossfade.core.live;

import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;

/**
 * Rows on their way between two short transactions: in memory up to a limit, then in a private
 * temporary file, so that no transaction waits for another and memory stays flat. Written once,
 * then read as often as wanted. Used by one thread at a time.
 */
public interface Spool extends AutoCloseable {
  /** Appends the rows of a batch, which the caller may use again; not after the first scan. */
  void add(RowBatch batch);

  /** How many rows it holds. */
  long rows();

  /** Reads all rows from the first; {@link RowScan#position} is always the start. */
  RowScan scan();

  /** Frees memory and file. */
  @Override
  void close();
}
