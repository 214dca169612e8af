package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Optional;

/**
 * Takes writers from the store that is open to the other one, or gives such a switch up. The way
 * back is the same with the stores exchanged. Any number of processes may do any of it at once.
 */
public final class Switchover {
  private static final int PASSES_BEFORE = 3;

  private Switchover() {}

  /** How a cancel ends. */
  public enum Cancelled {
    /** The source takes writes again. */
    REOPENED,
    /** The source was open all the time. */
    NOT_CLOSED,
    /** Too late: the target is open, or was since. */
    TARGET_OPENED,
    /** Another switch or cancel was there first. */
    OVERTAKEN
  }

  /**
   * Switches, or goes on with a switch that somebody left half done. Makes a few passes first, so
   * that writers wait for little.
   *
   * @param source the store that is open, or was last
   * @param target the other one
   * @return how it ended; where that is not {@code OPENED}, the source takes writes again unless
   *     somebody else decided otherwise
   * @throws RuntimeException when a store failed before anything was closed, or when giving up
   *     failed too: then {@link Standing} says what is left, and this or {@link #cancel} goes on
   */
  public static SwitchResult run(LiveStore source, LiveStore target, SwitchMeans means) {
    for (int i = 0; i < PASSES_BEFORE; i++) {
      if (Pass.run(source, target).kind() != PassResult.Kind.APPLIED) {
        break;
      }
    }
    SwitchStep step = new SwitchStep.Look();
    while (true) {
      if (step instanceof SwitchStep.Ended ended) {
        return ended.result();
      }
      step = next(step, source, target, means);
    }
  }

  private static SwitchStep next(
      SwitchStep step, LiveStore source, LiveStore target, SwitchMeans means) {
    try {
      return step.next(source, target, means);
    } catch (RuntimeException e) {
      step.abandon();
      return step.failed(e);
    }
  }

  /** Gives a switch from {@code source} to {@code target} up, whoever began it. */
  public static Cancelled cancel(LiveStore source, LiveStore target) {
    CancelStep step = new CancelStep.Look();
    while (true) {
      if (step instanceof CancelStep.Ended ended) {
        return ended.outcome();
      }
      step = step.next(source, target);
    }
  }

  /**
   * Opens the source although the target is gone for good. Writes that the target took, if it was
   * opened after all, are lost; so a person decides this, and the reason is to be recorded.
   *
   * @return the new control row; empty when the source is open already
   */
  public static Optional<StoreState> force(LiveStore source) {
    long epoch = source.state().epoch();
    return source.change(state -> Rules.force(state, epoch));
  }

  /**
   * Opens the target without a drain: for stores that are not in step, when a person decided that
   * the closed one is right. What only the source holds is lost once the two are made equal.
   *
   * @return the target's new control row
   * @throws CrossfadeException {@code CF-6308} when somebody else switches
   */
  public static StoreState takeOver(LiveStore source, LiveStore target) {
    long epoch = source.state().epoch();
    StoreState promised =
        target.change(row -> Rules.promise(row, epoch)).orElseThrow(() -> overtaken(target));
    long ballot = promised.promise();
    if (source.change(row -> Rules.close(row, epoch, ballot)).isEmpty()) {
      throw overtaken(source);
    }
    target.advanceCounters(source.counters());
    return target.change(row -> Rules.open(row, ballot)).orElseThrow(() -> overtaken(target));
  }

  private static CrossfadeException overtaken(LiveStore store) {
    return new CrossfadeException(
        ErrorCode.CF_6308, "the control row of " + store.name() + " was changed meanwhile");
  }

  /**
   * Closes the one of two open stores that has the older epoch; call this wherever both are seen
   * first.
   *
   * @throws CrossfadeException with code {@code CF-6005} when one had to be closed
   */
  public static void shutRestored(LiveStore first, LiveStore second) {
    StoreState one = first.state();
    StoreState other = second.state();
    LiveStore older = one.epoch() < other.epoch() ? first : second;
    long epoch = Math.max(one.epoch(), other.epoch());
    if (one.open() && other.open() && older.change(row -> Rules.shut(row, epoch)).isPresent()) {
      throw new CrossfadeException(ErrorCode.CF_6005, "closed " + older.name());
    }
  }
}
