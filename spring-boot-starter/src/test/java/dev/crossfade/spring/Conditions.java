package dev.crossfade.spring;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting until something holds. */
final class Conditions {
  /** Bounds hangs only. */
  static final Duration LIMIT = Duration.ofMinutes(3);

  private Conditions() {}

  /** Looks again and again; fails at a generous limit. */
  static void await(String what, BooleanSupplier condition) {
    await(what, condition::getAsBoolean, holds -> holds);
  }

  /** The same with what was seen last in the failure. */
  static <T> void await(String what, Supplier<T> seen, Predicate<T> condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    for (T last = seen.get(); !condition.test(last); last = seen.get()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + LIMIT + ": " + what + "; it was " + last);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
