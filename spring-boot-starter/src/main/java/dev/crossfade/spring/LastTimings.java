package dev.crossfade.spring;

import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Operation;
import dev.crossfade.facade.Origin;
import dev.crossfade.facade.Timing;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Timings of a store, read once for all meters that are read at about the same time. */
final class LastTimings {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final CrossfadeStore store;
  private volatile Read last;

  private record Read(List<Timing> timings, long nanos) {}

  LastTimings(CrossfadeStore store) {
    this.store = store;
    last = read();
  }

  private Read read() {
    return new Read(store.timings(), System.nanoTime());
  }

  /** A value of one operation; 0 before it was asked for the first time. */
  double value(Origin origin, Operation operation, ToDoubleFunction<Timing> value) {
    Read known = last;
    if (System.nanoTime() - known.nanos() > FRESH_NANOS) {
      known = read();
      last = known;
    }
    return known.timings().stream()
        .filter(one -> one.origin() == origin && one.operation() == operation)
        .mapToDouble(value)
        .findFirst()
        .orElse(0);
  }
}
