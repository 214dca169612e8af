package dev.crossfade.core.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.SwitchResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a switch stands. Immutable; each {@link #next} makes one call of a store, so that between
 * any two steps another switch, a cancel, writers and passes may come, and the process may die. The
 * first three steps take a ballot and close the source by it; the others drain, and open the target
 * if the ballot is still its highest promise. Whatever goes wrong in between leads to {@link Undo}.
 *
 * <p>A switch that died needs no memory of it: another one takes a higher ballot and goes on from
 * what the stores say, or a cancel gives it up.
 */
sealed interface SwitchStep {
  /** Makes the next call. */
  SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means);

  /** Where to go when the call failed. The default is for steps before the source was closed. */
  default SwitchStep failed(RuntimeException failure) {
    throw failure;
  }

  /** Frees what a switch holds that goes no further. */
  default void abandon() {}

  /**
   * A switch that may have closed the source.
   *
   * @param epoch the source's
   * @param ballot the one it was closed by
   * @param since when writers began to wait, by the clock of the means
   * @param keys drained so far
   * @param passes applied so far
   */
  record Closed(long epoch, long ballot, long since, long keys, int passes) {
    Closed drained(PassResult pass) {
      boolean applied = pass.kind() == PassResult.Kind.APPLIED;
      return applied ? new Closed(epoch, ballot, since, keys + pass.keys(), passes + 1) : this;
    }

    boolean late(SwitchMeans means) {
      return means.nanos().getAsLong() - since > means.limit().toNanos();
    }

    Undo undo(Outcome outcome, List<Gate> gates, @Nullable RuntimeException failure) {
      return new Undo(this, new CancelStep.GiveUp(epoch, ballot), outcome, gates, failure);
    }

    Ended end(
        SwitchMeans means, Outcome outcome, List<Gate> gates, @Nullable RuntimeException failure) {
      Duration waited = Duration.ofNanos(means.nanos().getAsLong() - since);
      return new Ended(new SwitchResult(outcome, ballot, waited, keys, passes, gates, failure));
    }

    Drain drain(SwitchMeans means) {
      TakeRequest request = new TakeRequest(means.passIds().get(), null);
      return new Drain(this, new PassStep.Look(request));
    }
  }

  /** Which opening of the source this is about. */
  record Look() implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      return new Promise(source.state().epoch());
    }
  }

  /** The target promises a ballot. */
  record Promise(long epoch) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      Optional<StoreState> row = target.change(state -> Rules.promise(state, epoch));
      FaultPoints.hit("live.switch.promised");
      return row.isEmpty()
          ? Ended.before(Outcome.BLOCKED, 0)
          : new Close(epoch, row.get().promise(), means.nanos().getAsLong());
    }
  }

  /** The source closes by it, durably; writers wait from here on. */
  record Close(long epoch, long ballot, long since) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      Optional<StoreState> row = source.change(state -> Rules.close(state, epoch, ballot));
      FaultPoints.hit("live.switch.closed");
      return row.isEmpty() ? Ended.before(Outcome.OVERTAKEN, ballot) : closed().drain(means);
    }

    private Closed closed() {
      return new Closed(epoch, ballot, since, 0, 0);
    }

    @Override
    public SwitchStep failed(RuntimeException failure) {
      return closed().undo(Outcome.FAILED, List.of(), failure);
    }
  }

  /** Passes until one finds nothing. */
  record Drain(Closed closed, PassStep pass) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      PassStep after = pass.next(source, target);
      if (!(after instanceof PassStep.Done done)) {
        return new Drain(closed, after);
      }
      done.abandon();
      Closed now = closed.drained(done.result());
      if (done.result().kind() == PassResult.Kind.EMPTY) {
        FaultPoints.hit("live.switch.drained");
        return new Settle(now);
      }
      if (done.result().kind() == PassResult.Kind.BLOCKED) {
        return now.undo(Outcome.OVERTAKEN, List.of(), null);
      }
      if (closed.late(means)) {
        return now.undo(Outcome.TIMED_OUT, List.of(), null);
      }
      return now.drain(means);
    }

    @Override
    public SwitchStep failed(RuntimeException failure) {
      return closed.undo(Outcome.FAILED, List.of(), failure);
    }

    @Override
    public void abandon() {
      pass.abandon();
    }
  }

  /** The trims become durable, so that no entry comes back once the target has new writes. */
  record Settle(Closed closed) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      source.sync();
      FaultPoints.hit("live.switch.settled");
      return new Count(closed);
    }

    @Override
    public SwitchStep failed(RuntimeException failure) {
      return closed.undo(Outcome.FAILED, List.of(), failure);
    }
  }

  /** The numbers that the source has given out are read. */
  record Count(Closed closed) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      return new Advance(closed, source.counters());
    }

    @Override
    public SwitchStep failed(RuntimeException failure) {
      return closed.undo(Outcome.FAILED, List.of(), failure);
    }
  }

  /** The target will count on behind them. */
  record Advance(Closed closed, Map<String, Long> counters) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      target.advanceCounters(counters);
      FaultPoints.hit("live.switch.counted");
      return new Check(closed);
    }

    @Override
    public SwitchStep failed(RuntimeException failure) {
      return closed.undo(Outcome.FAILED, List.of(), failure);
    }
  }

  /** The barrier's gates. */
  record Check(Closed closed) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      List<Gate> gates = means.barrier().check(source, target, () -> closed.late(means));
      FaultPoints.hit("live.switch.checked");
      if (closed.late(means)) {
        return closed.undo(Outcome.TIMED_OUT, gates, null);
      }
      return gates.stream().allMatch(Gate::passes)
          ? new Open(closed, gates)
          : closed.undo(Outcome.REFUSED, gates, null);
    }

    @Override
    public SwitchStep failed(RuntimeException failure) {
      return closed.undo(Outcome.FAILED, List.of(), failure);
    }
  }

  /** The target opens. */
  record Open(Closed closed, List<Gate> gates) implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      Optional<StoreState> row = target.change(state -> Rules.open(state, closed.ballot()));
      FaultPoints.hit("live.switch.opened");
      return row.isPresent()
          ? closed.end(means, Outcome.OPENED, gates, null)
          : closed.undo(Outcome.OVERTAKEN, gates, null);
    }

    @Override
    public SwitchStep failed(RuntimeException failure) {
      return closed.undo(Outcome.FAILED, gates, failure);
    }
  }

  /** The switch gives itself up; the source opens if it is still closed by this very ballot. */
  record Undo(
      Closed closed,
      CancelStep cancel,
      Outcome outcome,
      List<Gate> gates,
      @Nullable RuntimeException failure)
      implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      CancelStep after = cancel.next(source, target);
      if (!(after instanceof CancelStep.Ended ended)) {
        return new Undo(closed, after, outcome, gates, failure);
      }
      return ended.outcome() == Switchover.Cancelled.TARGET_OPENED
          ? new Ask(closed, outcome, gates, failure)
          : closed.end(means, outcome, gates, failure);
    }

    @Override
    public SwitchStep failed(RuntimeException later) {
      if (failure != null) {
        later.addSuppressed(failure);
      }
      throw later;
    }
  }

  /** The target was opened: by this very switch, when only the answer to it was lost. */
  record Ask(Closed closed, Outcome outcome, List<Gate> gates, @Nullable RuntimeException failure)
      implements SwitchStep {
    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      return target.state().epoch() == closed.ballot()
          ? closed.end(means, Outcome.OPENED, gates, null)
          : closed.end(means, outcome, gates, failure);
    }

    @Override
    public SwitchStep failed(RuntimeException later) {
      throw later;
    }
  }

  /** The end. */
  record Ended(SwitchResult result) implements SwitchStep {
    static Ended before(Outcome outcome, long ballot) {
      return new Ended(new SwitchResult(outcome, ballot, Duration.ZERO, 0, 0, List.of(), null));
    }

    @Override
    public SwitchStep next(LiveStore source, LiveStore target, SwitchMeans means) {
      throw new IllegalStateException("the switch has ended");
    }
  }
}
