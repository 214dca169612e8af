package dev.crossfade.files.io;

import dev.crossfade.core.value.RowBatch;
import java.io.Closeable;

/** Reads the rows of one file, one after the other. */
public interface RowReader extends Closeable {
  /** Adds the next row; false at the end. Records that are none go to the rejects. */
  boolean read(RowBatch batch);

  /** The place behind the last row. */
  Mark mark();

  @Override
  void close();
}
