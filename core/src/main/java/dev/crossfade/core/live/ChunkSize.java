package dev.crossfade.core.live;

import java.time.Duration;

/**
 * How many rows to read in one snapshot, so that it lasts less than a limit. What a row takes is
 * averaged over chunks: one during which the processor was elsewhere says little about the next.
 */
final class ChunkSize {
  static final int FEWEST_ROWS = 64;
  private static final int MOST_ROWS = 200_000;

  /** A little below the limit: what a chunk takes varies. */
  private static final double AIM = 0.8;

  private static final double WEIGHT = 0.3;

  /** How many times the average a chunk may say that a row takes. */
  private static final double OUTLIER = 3;

  private final double wantedNanos;
  private int rows;
  private double nanosOfRow = -1;

  /**
   * @param rows of the first chunk
   * @param limit of a snapshot
   */
  ChunkSize(int rows, Duration limit) {
    this.rows = rows;
    wantedNanos = limit.toNanos() * AIM;
  }

  /** Of the next chunk. */
  int rows() {
    return rows;
  }

  /** Takes note of a chunk; the next one has at most twice its rows, and at least half of them. */
  void took(long read, long nanos) {
    if (read == 0) {
      return;
    }
    double found = Math.max(1.0, (double) nanos) / read;
    nanosOfRow =
        nanosOfRow < 0
            ? found
            : (1 - WEIGHT) * nanosOfRow + WEIGHT * Math.min(found, OUTLIER * nanosOfRow);
    double fit = wantedNanos / nanosOfRow;
    double bounded = Math.max(read / 2.0, Math.min(2.0 * read, fit));
    rows = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, bounded));
  }
}
