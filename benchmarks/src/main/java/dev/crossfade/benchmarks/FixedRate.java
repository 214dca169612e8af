package dev.crossfade.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Calls something at a fixed rate on the caller's thread. Each call has a moment at which it is
 * due, whatever became of those before; its latency counts from then, so that waiting in line
 * counts (what is called coordinated omission is leaving that out).
 */
final class FixedRate {
  /** A sleeping thread wakes late by less than this; the rest of the time it spins. */
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  private static final int DIGITS = 3;

  private final double perSecond;
  private long calls;

  FixedRate(double perSecond) {
    this.perSecond = perSecond;
  }

  /** What is called. */
  interface Call {
    /**
     * Does it.
     *
     * @param number counted from zero over all runs
     */
    void run(long number) throws Exception;
  }

  /** Nanoseconds, of no bound. */
  static Histogram histogram() {
    return new Histogram(DIGITS);
  }

  /** Calls for so long, and notes the latencies in nanoseconds. */
  void run(long millis, Histogram into, Call call) throws Exception {
    long count = Math.max(1, (long) (perSecond * millis / 1000));
    double gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = begin + (long) (i * gap);
      await(due);
      call.run(calls++);
      into.recordValue(System.nanoTime() - due);
    }
  }

  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (left > 2 * SPIN_NANOS) {
        LockSupport.parkNanos(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /** A percentile in microseconds. */
  static double micros(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1000.0;
  }
}
