package dev.crossfade.core.segment;

import dev.crossfade.core.fault.FaultPoints;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Something is thrown at a named place until this is closed. */
final class Faults implements AutoCloseable {
  /** What takes the place of a process's death. */
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Faults() {}

  /** The process dies when it comes to a place for the Nth time. */
  static Faults at(String point, int count) {
    return at(point, count, Died::new);
  }

  static Faults at(String point, int count, Supplier<RuntimeException> thrown) {
    AtomicInteger left = new AtomicInteger(count);
    FaultPoints.install(
        name -> {
          if (name.equals(point) && left.decrementAndGet() == 0) {
            throw thrown.get();
          }
        });
    return new Faults();
  }

  @Override
  public void close() {
    FaultPoints.install(name -> {});
  }
}
