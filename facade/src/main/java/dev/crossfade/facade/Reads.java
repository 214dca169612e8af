package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.setting.StoreLimits;
import dev.crossfade.core.store.Store;
import dev.crossfade.facade.live.OpenWrites;
import dev.crossfade.live.Stage;
import dev.crossfade.postgres.store.PostgresStore;
import dev.crossfade.postgres.store.StoreReading;
import dev.crossfade.postgres.store.StoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * Reads one key from the store that is open, or was open last while a switch is under way. Whatever
 * it gives unmarked was the value at a moment between the call's beginning and its end:
 *
 * <ul>
 *   <li>the first store was seen open, then read: it changes only while it is open, or by passes,
 *       which bring values that were current after that;
 *   <li>the second store says in the very snapshot of the value that it is open;
 *   <li>neither is open: the one with the higher epoch was open last. It is read, and after that
 *       the other must still be closed.
 * </ul>
 */
final class Reads {
  private final Store first;
  private final OpenWrites writes;
  private final PostgresStore second;
  private final Breaker breaker;
  private final Timings timings;
  private final StoreLimits limits;

  Reads(
      Store first,
      OpenWrites writes,
      PostgresStore second,
      Breaker breaker,
      Timings timings,
      StoreLimits limits) {
    this.first = first;
    this.writes = writes;
    this.second = second;
    this.breaker = breaker;
    this.timings = timings;
    this.limits = limits;
  }

  /**
   * Reads.
   *
   * @throws CrossfadeException CF-7202 when the second store is open and does not answer, and the
   *     first one may not stand in
   */
  Reading read(Lane lane, String key) {
    Pause pause = new Pause(limits.read());
    while (true) {
      StoreState state = state(lane);
      if (state == null || state.open()) {
        lane.seen(Origin.FIRST);
        return new Reading(firstValue(key), Origin.FIRST, false);
      }
      CrossfadeException why;
      try {
        Reading found = readSecond(lane, key, state);
        if (found != null) {
          return found;
        }
        why = new CrossfadeException(ErrorCode.CF_7203, lane.toString());
      } catch (CrossfadeException failure) {
        if (!Failures.isNoAnswer(failure)) {
          throw failure;
        }
        if (limits.fallback() && lane.stage() != Stage.NEW_ONLY && lane.stage() != Stage.RETIRED) {
          return new Reading(firstValue(key), Origin.FIRST, true);
        }
        why = new CrossfadeException(ErrorCode.CF_7202, lane + ": " + failure.detail(), failure);
      }
      if (!pause.next()) {
        throw why;
      }
    }
  }

  private @Nullable StoreState state(Lane lane) {
    if (lane.isLost()) {
      throw new CrossfadeException(ErrorCode.CF_7342, "group " + lane.group());
    }
    return lane.skip() == null ? writes.state(lane.group()) : null;
  }

  private @Nullable Document firstValue(String key) {
    return timings.<@Nullable Document>time(Origin.FIRST, Operation.GET, () -> first.get(key));
  }

  /** What the second store says, or null when a switch came between. */
  private @Nullable Reading readSecond(Lane lane, String key, StoreState state) {
    StoreReading found = ask(key);
    StoreStanding there = found.standing();
    if (there.open() || lane.stage() == Stage.RETIRED) {
      lane.seen(Origin.SECOND);
      return new Reading(found.value(), Origin.SECOND, false);
    }
    if (!there.known()) {
      return null;
    }
    if (there.epoch() > state.epoch()) {
      StoreState after = state(lane);
      boolean stays = after != null && !after.open();
      return stays ? new Reading(found.value(), Origin.SECOND, false) : null;
    }
    Document value = firstValue(key);
    return ask(key).standing().open() ? null : new Reading(value, Origin.FIRST, false);
  }

  private StoreReading ask(String key) {
    return breaker.call(() -> timings.time(Origin.SECOND, Operation.GET, () -> second.read(key)));
  }
}
