package dev.crossfade.files.store;

import java.time.Duration;

/**
 * How long to wait before the next rewriting: nineteen times what the last one took, so that it
 * takes a twentieth of the time at most; and after failures twice as long each time, up to a
 * minute.
 */
final class RetryPause {
  private static final int SHARE = 19;
  private static final long LONGEST = Duration.ofMinutes(1).toNanos();

  private final long least;
  private long failing;

  RetryPause(Duration least) {
    this.least = least.toNanos();
  }

  /** The pause in nanoseconds after a rewriting that was done, or failed. */
  long after(boolean done, long tookNanos) {
    failing = done ? 0 : Math.min(LONGEST, 2 * Math.max(failing, Math.max(least / 2, 500_000)));
    return Math.max(Math.max(least, failing), tookNanos * SHARE);
  }
}
