package dev.crossfade.core.live;

import dev.crossfade.core.fault.FaultPoints;
import java.util.Optional;

/**
 * Where a cancel stands: anybody may give a switch up. The target is told first, so that the ballot
 * which closed the source can no longer open it; then the source reopens, if it is still closed by
 * that ballot. Immutable; each {@link #next} makes one call of a store.
 */
sealed interface CancelStep {
  /** Makes the next call. */
  CancelStep next(LiveStore source, LiveStore target);

  /** The source says by which ballot it is closed. */
  record Look() implements CancelStep {
    @Override
    public CancelStep next(LiveStore source, LiveStore target) {
      StoreState state = source.state();
      return state.open()
          ? new Ended(Switchover.Cancelled.NOT_CLOSED)
          : new GiveUp(state.epoch(), state.ballot());
    }
  }

  /** The target promises a higher ballot. */
  record GiveUp(long epoch, long givenUp) implements CancelStep {
    @Override
    public CancelStep next(LiveStore source, LiveStore target) {
      Optional<StoreState> row = target.change(state -> Rules.giveUp(state, epoch, givenUp));
      FaultPoints.hit("live.cancel.promised");
      return row.isEmpty()
          ? new Ended(Switchover.Cancelled.TARGET_OPENED)
          : new Reopen(epoch, givenUp, row.get().promise());
    }
  }

  /** The source opens again. */
  record Reopen(long epoch, long givenUp, long ballot) implements CancelStep {
    @Override
    public CancelStep next(LiveStore source, LiveStore target) {
      Optional<StoreState> row =
          source.change(state -> Rules.reopen(state, epoch, givenUp, ballot));
      FaultPoints.hit("live.cancel.reopened");
      return new Ended(
          row.isEmpty() ? Switchover.Cancelled.OVERTAKEN : Switchover.Cancelled.REOPENED);
    }
  }

  /** The end. */
  record Ended(Switchover.Cancelled outcome) implements CancelStep {
    @Override
    public CancelStep next(LiveStore source, LiveStore target) {
      throw new IllegalStateException("the cancel has ended");
    }
  }
}
