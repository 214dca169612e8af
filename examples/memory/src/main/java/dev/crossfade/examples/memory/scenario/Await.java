package dev.crossfade.examples.memory.scenario;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. The limit bounds hangs only. */
final class Await {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 50;

  private Await() {}

  /** Returns when something is so. */
  static void until(String what, BooleanSupplier condition) {
    until(() -> what, condition);
  }

  /**
   * Returns when something is so.
   *
   * @param what is asked at the limit
   */
  static void until(Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("expected within " + LIMIT + ": " + what.get());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }
}
