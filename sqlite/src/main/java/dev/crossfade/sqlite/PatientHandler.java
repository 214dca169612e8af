package dev.crossfade.sqlite;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * Waits for a lock that another program holds. SQLite's own handler soon sleeps 100 ms between two
 * tries; beside a program that writes without a pause it can miss every gap between two of its
 * transactions. This one tries every half millisecond at first. It holds no lock while it sleeps.
 */
final class PatientHandler extends BusyHandler {
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int SHORT_TRIES = 2_000;

  private final long limitNanos;
  private long start;

  PatientHandler(int limitMillis) {
    this.limitNanos = Duration.ofMillis(limitMillis).toNanos();
  }

  @Override
  protected int callback(int triesBefore) {
    long now = System.nanoTime();
    if (triesBefore == 0) {
      start = now;
    }
    if (now - start >= limitNanos || Thread.currentThread().isInterrupted()) {
      return 0;
    }
    LockSupport.parkNanos(triesBefore < SHORT_TRIES ? SHORT_NANOS : LONG_NANOS);
    return 1;
  }
}
