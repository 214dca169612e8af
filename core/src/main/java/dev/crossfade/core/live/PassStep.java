package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a pass stands. Immutable; each {@link #next} makes one call of a store, so that between any
 * two steps whatever may happen in the world can happen to a pass, and the process may die.
 *
 * <p>Order matters: the target's version is read before the snapshot is taken, so that a pass whose
 * snapshot is older than one applied meanwhile is refused.
 */
sealed interface PassStep {
  /** Makes the next call. */
  PassStep next(LiveStore source, LiveStore target);

  /** Frees what a pass holds that goes no further. */
  default void abandon() {}

  /** The target's version is read, and which pass it shows. */
  record Look(TakeRequest request) implements PassStep {
    @Override
    public PassStep next(LiveStore source, LiveStore target) {
      LiveStore.Look seen = target.look();
      StoreState state = seen.state();
      FaultPoints.hit("live.pass.looked");
      if (state.open() || !state.complete()) {
        return Done.without(PassResult.Kind.BLOCKED, request, state.version());
      }
      return new AskSource(request, state, seen.lastPass());
    }
  }

  /**
   * The first step of the pass behind another one of the same process. What an applied pass left in
   * the target need not be read again: it was there before the next snapshot is taken, and if it is
   * not any more, the pass is refused.
   */
  static PassStep after(Done before, TakeRequest request) {
    StoreState left = before.left();
    return left == null
        ? new Look(request)
        : new AskSource(request, left, before.result().passId());
  }

  /** The source says whether that pass was made from it. */
  record AskSource(TakeRequest request, StoreState seen, @Nullable String last)
      implements PassStep {
    @Override
    public PassStep next(LiveStore source, LiveStore target) {
      return source.preparedPasses().knows(last)
          ? new Take(request, seen)
          : new AskAgain(request, seen);
    }
  }

  /**
   * The source does not know the target's pass. If another applier confirmed a later one since we
   * asked the target, its version tells; if the version still stands, the two do not belong
   * together.
   */
  record AskAgain(TakeRequest request, StoreState seen) implements PassStep {
    @Override
    public PassStep next(LiveStore source, LiveStore target) {
      StoreState state = target.state();
      if (state.version() != seen.version()) {
        return Done.without(PassResult.Kind.OVERTAKEN, request, state.version());
      }
      throw new CrossfadeException(
          ErrorCode.CF_6001,
          "the last pass that " + target.name() + " shows is unknown to " + source.name());
    }
  }

  /** The snapshot is taken, and the source made durable up to it. */
  record Take(TakeRequest request, StoreState seen) implements PassStep {
    @Override
    public PassStep next(LiveStore source, LiveStore target) {
      Changes changes = source.take(request);
      FaultPoints.hit("live.pass.taken");
      if (changes.entries().size() > 0) {
        return new Apply(changes, seen.version());
      }
      // A store that was open after the source was has nothing to take from it, and may differ.
      boolean older = changes.epoch() < seen.epoch();
      PassResult.Kind kind = older ? PassResult.Kind.BLOCKED : PassResult.Kind.EMPTY;
      return new Done(
          new PassResult(kind, changes.passId(), 0, 0, changes.epoch(), seen.version()),
          changes,
          null);
    }
  }

  /** The target changes in one durable transaction. */
  record Apply(Changes changes, long seen) implements PassStep {
    @Override
    public PassStep next(LiveStore source, LiveStore target) {
      Applied applied = target.apply(changes, seen);
      FaultPoints.hit("live.pass.applied");
      StoreState state = applied.state();
      PassResult.Kind kind = state == null ? PassResult.Kind.OVERTAKEN : PassResult.Kind.APPLIED;
      PassResult result =
          new PassResult(
              kind,
              changes.passId(),
              changes.keys(),
              applied.deadKeys(),
              changes.epoch(),
              state == null ? seen : state.version());
      return state == null ? new Done(result, changes, null) : new Trim(changes, result, state);
    }

    @Override
    public void abandon() {
      changes.close();
    }
  }

  /** The entries that were read are removed. */
  record Trim(Changes changes, PassResult result, StoreState left) implements PassStep {
    @Override
    public PassStep next(LiveStore source, LiveStore target) {
      source.trim(changes);
      FaultPoints.hit("live.pass.trimmed");
      return new Done(result, changes, left);
    }

    @Override
    public void abandon() {
      changes.close();
    }
  }

  /**
   * The end.
   *
   * @param result what was done
   * @param changes what was read, still to be closed; null when no snapshot was taken
   * @param left the target's control row when the pass was applied, else null
   */
  record Done(PassResult result, @Nullable Changes changes, @Nullable StoreState left)
      implements PassStep {
    static Done without(PassResult.Kind kind, TakeRequest request, long version) {
      return new Done(
          new PassResult(kind, request.passId(), 0, 0, Long.MIN_VALUE, version), null, null);
    }

    @Override
    public PassStep next(LiveStore source, LiveStore target) {
      throw new IllegalStateException("the pass has ended");
    }

    @Override
    public void abandon() {
      if (changes != null) {
        changes.close();
      }
    }
  }
}
