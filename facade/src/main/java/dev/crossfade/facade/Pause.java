package dev.crossfade.facade;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits between tries, longer each time and by chance, up to a limit for all of them. An interrupt
 * ends the waiting and is kept.
 */
final class Pause {
  private static final long FIRST_NANOS = 500_000;
  private static final long LONGEST_NANOS = 50_000_000;

  private final long end;
  private long nanos = FIRST_NANOS;

  Pause(Duration limit) {
    end = System.nanoTime() + limit.toNanos();
  }

  /** Waits; false when the limit is over, without waiting. */
  boolean next() {
    long left = end - System.nanoTime();
    if (left <= 0 || Thread.currentThread().isInterrupted()) {
      return false;
    }
    long chosen = ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1);
    LockSupport.parkNanos(Math.min(chosen, left));
    nanos = Math.min(LONGEST_NANOS, nanos * 2);
    return true;
  }
}
