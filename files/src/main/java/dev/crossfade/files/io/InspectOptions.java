package dev.crossfade.files.io;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;

/**
 * How to inspect.
 *
 * @param sampleRows rows to look at in each collection; 0 for all
 * @param recordLimit bytes that a record may have
 * @param events takes progress
 */
public record InspectOptions(long sampleRows, int recordLimit, Events events) {
  private static final long EVERY = 100_000;

  /** Whether this many rows are enough. */
  public boolean enough(long rows) {
    return sampleRows > 0 && rows >= sampleRows;
  }

  /** Tells progress now and then. */
  public void progress(String collection, long rows) {
    if (rows % EVERY == 0) {
      events.emit(new Event.Progress("inspect", collection, rows, -1));
    }
  }
}
