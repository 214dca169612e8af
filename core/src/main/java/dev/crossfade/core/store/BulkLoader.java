package dev.crossfade.core.store;

import dev.crossfade.core.value.RowBatch;
import java.util.List;

/** Writes one collection into its table in chunks. Used by one thread at a time. */
public interface BulkLoader extends AutoCloseable {
  /**
   * Encodes and sends rows. Rows that do not fit go to the reject sink given when the loader was
   * opened and are removed from the batch, so that what is left is what was written.
   */
  void write(RowBatch batch);

  /**
   * Writes from now on so that a row which only the server finds too large goes the way of rows
   * that do not fit. Slower; without it such a row fails its chunk with {@code CF-5065}.
   */
  void loadCarefully();

  /**
   * Adds a dead letter for a record that the source could not read as a row to the chunk that is
   * being written.
   */
  void deadLetter(RejectedRecord rejected);

  /**
   * Takes dead letters of the run away, in the transaction of the chunk that is being written:
   * their rows are tried again in it, and those that still do not fit become dead letters anew.
   *
   * @param ids of the dead letters
   */
  void removeDeadLetters(List<Long> ids);

  /** Bytes sent since the last commit. */
  long bytes();

  /**
   * Commits the rows sent since the last commit, their dead letters and the checkpoint, together.
   */
  void commit(Checkpoint checkpoint);

  /** Rolls back what is not committed and gives the connection back. */
  @Override
  void close();
}
