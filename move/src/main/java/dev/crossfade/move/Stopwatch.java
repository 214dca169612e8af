package dev.crossfade.move;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Times the phases of a run and tells when they begin and end. */
final class Stopwatch {
  private final Events events;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Stopwatch(Events events) {
    this.events = events;
  }

  <T> T time(String phase, Supplier<T> work) {
    events.emit(new Event.PhaseStarted(phase));
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      long nanos = System.nanoTime() - start;
      seconds.merge(phase, nanos / 1e9, Double::sum);
      events.emit(new Event.PhaseEnded(phase, nanos));
    }
  }

  void time(String phase, Runnable work) {
    time(
        phase,
        () -> {
          work.run();
          return true;
        });
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
