package dev.crossfade.core.fault;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Named places where a test can make the process fail. In production {@link #hit} does nothing.
 *
 * <p>A separate process is driven by the system property {@code crossfade.fault}: {@code NAME:N}
 * halts the JVM, as {@code kill -9} does, when the point NAME is hit for the Nth time.
 */
public final class FaultPoints {
  private static volatile Consumer<String> driver = fromProperty();
  private static volatile Clock clock = Clock.systemUTC();

  private FaultPoints() {}

  /** Marks a place. Costs one volatile read when no driver is set. */
  public static void hit(String name) {
    driver.accept(name);
  }

  /** Installs a driver for tests; {@code name -> {}} takes it away. */
  public static void install(Consumer<String> newDriver) {
    driver = newDriver;
  }

  /** The system's clock, which a test can make jump. */
  public static Clock clock() {
    return clock;
  }

  /** Moves the clock by so much from what the system says; for tests. */
  public static void shiftClock(Duration by) {
    clock = Clock.offset(Clock.systemUTC(), by);
  }

  private static Consumer<String> fromProperty() {
    String property = System.getProperty("crossfade.fault");
    if (property == null) {
      return name -> {};
    }
    int colon = property.lastIndexOf(':');
    String wanted = colon < 0 ? property : property.substring(0, colon);
    int count = colon < 0 ? 1 : Integer.parseInt(property.substring(colon + 1));
    java.util.concurrent.atomic.AtomicInteger left =
        new java.util.concurrent.atomic.AtomicInteger(count);
    return name -> {
      if (name.equals(wanted) && left.decrementAndGet() == 0) {
        Runtime.getRuntime().halt(137);
      }
    };
  }
}
