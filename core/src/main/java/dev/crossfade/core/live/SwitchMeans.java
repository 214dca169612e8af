package dev.crossfade.core.live;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a switch needs beside the two stores.
 *
 * @param barrier what must hold while no store is open
 * @param limit how long writers may be kept waiting before the switch is given up
 * @param nanos a clock that only grows
 * @param passIds gives unique ids
 */
public record SwitchMeans(
    Barrier barrier, Duration limit, LongSupplier nanos, Supplier<String> passIds) {

  /** The means of production: the system's clock and random ids. */
  public static SwitchMeans of(Barrier barrier, Duration limit) {
    return new SwitchMeans(barrier, limit, System::nanoTime, () -> UUID.randomUUID().toString());
  }

  /** Checks between the drain and the opening; both stores are closed. */
  @FunctionalInterface
  public interface Barrier {
    /** No check. */
    Barrier NONE = (source, target, late) -> List.of();

    /**
     * Looks, and changes nothing that decides who is open. Called once the outbox was seen empty
     * and the target's counters have passed the source's; writers wait for it.
     *
     * @param late says whether writers have waited for the limit already: what takes long asks now
     *     and then, and breaks off; the switch is given up then, whatever is returned
     * @return the gates; a shut one ends the switch, and the source opens again
     */
    List<Gate> check(LiveStore source, LiveStore target, BooleanSupplier late);
  }
}
