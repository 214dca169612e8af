package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody wait for a store that did not answer the last times: calls fail at once for a while,
 * then one of them tries again. It never calls twice and never answers for the store, so that a
 * call that it lets through has the outcome that the store tells.
 *
 * <p>Only failures that say that the store was not reached count; all others show that it answers.
 */
final class Breaker {
  private static final int FAILURES = 3;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Predicate<CrossfadeException> away;
  private final LongSupplier nanos;
  private final Runnable changed;

  /** Changed by who holds the lock. While it is 0, no call waits for another one to look at it. */
  private volatile int failures;

  private long pauseNanos = SHORTEST.toNanos();
  private long until;
  private boolean trying;
  private @Nullable CrossfadeException last;

  /**
   * @param away which failures say that the store was not reached
   * @param nanos a clock that only grows
   * @param changed told when it begins to refuse calls, and when the store answers again
   */
  Breaker(Predicate<CrossfadeException> away, LongSupplier nanos, Runnable changed) {
    this.away = away;
    this.nanos = nanos;
    this.changed = changed;
  }

  /**
   * Calls the store.
   *
   * @throws CrossfadeException CF-7202 without a call while the store is taken for unreachable;
   *     else what the call throws
   */
  <T extends @Nullable Object> T call(Supplier<T> call) {
    boolean probe = failures > 0 && enter();
    try {
      T result = call.get();
      answered();
      return result;
    } catch (CrossfadeException failure) {
      if (away.test(failure)) {
        failed(failure);
      } else {
        answered();
      }
      throw failure;
    } finally {
      if (probe) {
        left();
      }
    }
  }

  /** Whether calls are refused now. */
  synchronized boolean isOpen() {
    return failures >= FAILURES;
  }

  /** The failure that counts, or null while the store answers. */
  synchronized @Nullable CrossfadeException last() {
    return last;
  }

  private synchronized boolean enter() {
    if (failures < FAILURES) {
      return false;
    }
    if (trying || nanos.getAsLong() - until < 0) {
      throw new CrossfadeException(
          ErrorCode.CF_7202, last == null ? "it did not answer" : last.detail(), last);
    }
    trying = true;
    return true;
  }

  private synchronized void left() {
    trying = false;
  }

  private void answered() {
    if (failures == 0) {
      return;
    }
    boolean back;
    synchronized (this) {
      back = failures >= FAILURES;
      failures = 0;
      last = null;
      pauseNanos = SHORTEST.toNanos();
    }
    if (back) {
      changed.run();
    }
  }

  private void failed(CrossfadeException failure) {
    boolean begins;
    synchronized (this) {
      failures++;
      last = failure;
      begins = failures == FAILURES;
      if (failures >= FAILURES) {
        until =
            nanos.getAsLong() + ThreadLocalRandom.current().nextLong(pauseNanos / 2, pauseNanos);
        pauseNanos = Math.min(LONGEST.toNanos(), pauseNanos * 2);
      }
    }
    if (begins) {
      changed.run();
    }
  }
}
