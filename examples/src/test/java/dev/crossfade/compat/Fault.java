package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.fault.FaultPoints;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does something once at a fault point. */
final class Fault {
  private Fault() {}

  /** Breaks a command off at a point, which it must reach. */
  static void at(String point, Runnable command) {
    at(
        point,
        () -> {
          throw new IllegalStateException("planted at " + point);
        },
        command);
  }

  /** Does an action when a command first reaches a point, which it must. */
  static void at(String point, Runnable action, Runnable command) {
    AtomicBoolean reached = new AtomicBoolean();
    FaultPoints.install(
        name -> {
          if (name.equals(point) && reached.compareAndSet(false, true)) {
            action.run();
          }
        });
    try {
      command.run();
    } finally {
      FaultPoints.install(name -> {});
    }
    assertThat(reached).as(point).isTrue();
  }
}
