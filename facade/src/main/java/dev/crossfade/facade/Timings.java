package dev.crossfade.facade;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/** How often operations were asked of each store, and how long they took. Never blocks. */
final class Timings {
  private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final int DIGITS = 2;

  private final Map<Origin, Map<Operation, Cell>> cells = new EnumMap<>(Origin.class);

  Timings() {
    for (Origin origin : Origin.values()) {
      Map<Operation, Cell> row = new EnumMap<>(Operation.class);
      for (Operation operation : Operation.values()) {
        row.put(operation, new Cell());
      }
      cells.put(origin, row);
    }
  }

  private static final class Cell {
    // Nanoseconds up to a bound: what takes longer counts as that.
    final ConcurrentHistogram nanos =
        new ConcurrentHistogram(TimeUnit.MICROSECONDS.toNanos(MOST_MICROS), DIGITS);
    final LongAdder failures = new LongAdder();
  }

  /** Does something and notes how long that took, and whether it failed. */
  <T extends @Nullable Object> T time(Origin origin, Operation operation, Supplier<T> work) {
    long began = System.nanoTime();
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      note(origin, operation, System.nanoTime() - began, done);
    }
  }

  private void note(Origin origin, Operation operation, long nanos, boolean done) {
    Map<Operation, Cell> row = cells.get(origin);
    Cell cell = row == null ? null : row.get(operation);
    if (cell != null) {
      cell.nanos.recordValue(Math.min(nanos, TimeUnit.MICROSECONDS.toNanos(MOST_MICROS)));
      if (!done) {
        cell.failures.increment();
      }
    }
  }

  /** What was noted so far, of operations that were asked at all. */
  List<Timing> read() {
    List<Timing> all = new ArrayList<>();
    cells.forEach(
        (origin, row) ->
            row.forEach(
                (operation, cell) -> {
                  if (cell.nanos.getTotalCount() > 0) {
                    all.add(Timing.of(origin, operation, cell.nanos, cell.failures.sum()));
                  }
                }));
    return all;
  }
}
