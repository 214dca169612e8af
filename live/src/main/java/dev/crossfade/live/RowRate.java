package dev.crossfade.live;

import java.util.function.LongSupplier;

/**
 * A token bucket that may be overdrawn: a pass brings all that has gathered, whole transactions
 * only, and whoever comes next waits until that is made up for. So the rate holds over time and not
 * within a pass. It holds what a second brings at most.
 */
final class RowRate {
  private final LongSupplier nanos;
  private long rate;
  private double rows;
  private long at;

  RowRate(LongSupplier nanos) {
    this.nanos = nanos;
    at = nanos.getAsLong();
  }

  /** Sets the rate; what was overdrawn stays so. */
  void limit(long rowsPerSecond) {
    if (rowsPerSecond != rate) {
      fill();
      rows = rate == 0 ? (double) rowsPerSecond : Math.min(rows, (double) rowsPerSecond);
      rate = rowsPerSecond;
    }
  }

  /** Counts rows that were applied. */
  void spend(long applied) {
    fill();
    rows -= rate == 0 ? 0 : applied;
  }

  /** Milliseconds until more may come; 0 for now. */
  long waitMillis() {
    fill();
    return rate == 0 || rows >= 0 ? 0 : (long) Math.ceil(-rows * 1000 / rate);
  }

  private void fill() {
    long now = nanos.getAsLong();
    rows = Math.min((double) rate, rows + (now - at) / 1e9 * rate);
    at = now;
  }
}
