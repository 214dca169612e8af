package dev.crossfade.core.live;

import java.util.Optional;

/**
 * The decisions of the protocol, as functions of control rows. Each looks at one row, which the
 * caller has locked, and at what was learnt of the other store before; an empty answer means that
 * somebody else was there first, and nothing may be changed.
 *
 * <p>A switch: the target promises a ballot; the source is closed by it; passes drain the source;
 * the target opens if that ballot is still its highest promise. A cancel: the target promises a
 * higher ballot, then the source reopens if it is still closed by the one that was given up.
 */
public final class Rules {
  private Rules() {}

  /**
   * The target promises a new ballot to a switch.
   *
   * @param target its control row
   * @param sourceEpoch epoch of the source that the switch looked at
   */
  public static Optional<StoreState> promise(StoreState target, long sourceEpoch) {
    if (!target.complete()) {
      return Optional.empty();
    }
    return promiseAbove(target, sourceEpoch, Math.max(target.promise(), sourceEpoch));
  }

  /**
   * The source closes, if it is the opening that was looked at and no higher ballot touched it.
   *
   * @param source its control row
   * @param epoch the source's epoch that the switch looked at
   * @param ballot what the target promised
   */
  public static Optional<StoreState> close(StoreState source, long epoch, long ballot) {
    if (source.epoch() != epoch || source.ballot() >= ballot) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreState(
            false, epoch, source.promise(), ballot, source.version(), source.complete()));
  }

  /**
   * A pass changes the target, if nobody changed it since the pass looked and it is the older of
   * the two.
   *
   * @param target its control row
   * @param sourceEpoch the source's epoch in the snapshot
   * @param seenVersion the target's version, read before the snapshot was taken
   */
  public static Optional<StoreState> apply(StoreState target, long sourceEpoch, long seenVersion) {
    if (target.open()
        || !target.complete()
        || sourceEpoch < target.epoch()
        || target.version() != seenVersion) {
      return Optional.empty();
    }
    return Optional.of(next(target, target.promise()));
  }

  /**
   * The backfill of a store is complete: passes may begin.
   *
   * @param target its control row
   */
  public static Optional<StoreState> complete(StoreState target) {
    if (target.open() || target.complete()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreState(
            false, target.epoch(), target.promise(), target.ballot(), target.version() + 1, true));
  }

  /**
   * The target opens, if the ballot is still its highest promise and never opened it before: who
   * asks again because the first answer was lost must not open it a second time, since it may have
   * been closed for the way back meanwhile.
   *
   * @param target its control row
   * @param ballot what it promised to this switch
   */
  public static Optional<StoreState> open(StoreState target, long ballot) {
    if (target.open()
        || !target.complete()
        || target.epoch() >= ballot
        || target.promise() != ballot) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreState(true, ballot, ballot, ballot, target.version() + 1, target.complete()));
  }

  /**
   * Whether a change opens a store by a switch: then what records its writes must be as it was
   * installed. A source that reopens, or is forced open, takes writes in any case, since nobody
   * else does; the next pass looks at its triggers.
   */
  public static boolean switched(StoreState before, StoreState after) {
    return after.open() && after.epoch() > before.epoch() && after.promise() == after.epoch();
  }

  /**
   * The target promises that a switch is given up: its ballot can no longer open it.
   *
   * @param target its control row
   * @param sourceEpoch epoch of the closed source
   * @param givenUp the ballot that closed the source
   */
  public static Optional<StoreState> giveUp(StoreState target, long sourceEpoch, long givenUp) {
    return promiseAbove(target, sourceEpoch, Math.max(target.promise(), givenUp));
  }

  /**
   * The source opens again, if it is still closed by the ballot that was given up.
   *
   * @param source its control row
   * @param epoch its epoch when the cancel looked
   * @param givenUp the ballot that had closed it then
   * @param ballot the higher one that the target has promised since
   */
  public static Optional<StoreState> reopen(
      StoreState source, long epoch, long givenUp, long ballot) {
    if (source.open() || source.epoch() != epoch || source.ballot() != givenUp) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreState(true, epoch, source.promise(), ballot, source.version(), source.complete()));
  }

  /**
   * A store that is open under an older epoch than the other one's was restored from a backup, or
   * its machine lost what it had made durable: it closes on sight.
   *
   * @param state its control row
   * @param otherEpoch epoch of the other store
   */
  public static Optional<StoreState> shut(StoreState state, long otherEpoch) {
    if (!state.open() || state.epoch() >= otherEpoch) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreState(
            false,
            state.epoch(),
            state.promise(),
            Math.max(state.ballot(), otherEpoch),
            state.version() + 1,
            state.complete()));
  }

  /**
   * The source opens although the target does not answer: only for a target that is gone for good,
   * by a person's decision with a reason. Should the target come back open, {@link #shut} closes
   * it, since this epoch is higher than every ballot that closed the source and so could open the
   * target; what was written to it in between is lost.
   *
   * @param source its control row
   * @param epoch its epoch when the person looked
   */
  public static Optional<StoreState> force(StoreState source, long epoch) {
    if (source.open() || source.epoch() != epoch) {
      return Optional.empty();
    }
    long higher = Math.max(Math.max(source.epoch(), source.ballot()), source.promise()) + 1;
    return Optional.of(
        new StoreState(
            true, higher, source.promise(), higher, source.version() + 1, source.complete()));
  }

  /**
   * What a closed store holds does not count any more: it has to be filled anew from the other one.
   *
   * @param target its control row
   * @param sourceEpoch epoch of the store that it will be filled from
   */
  public static Optional<StoreState> restart(StoreState target, long sourceEpoch) {
    if (target.open() || target.epoch() > sourceEpoch) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreState(
            false, target.epoch(), target.promise(), target.ballot(), target.version() + 1, false));
  }

  private static Optional<StoreState> promiseAbove(
      StoreState target, long sourceEpoch, long floor) {
    if (target.open() || target.epoch() > sourceEpoch) {
      return Optional.empty();
    }
    return Optional.of(next(target, floor + 1));
  }

  private static StoreState next(StoreState state, long promise) {
    return new StoreState(
        state.open(),
        state.epoch(),
        promise,
        state.ballot(),
        state.version() + 1,
        state.complete());
  }
}
