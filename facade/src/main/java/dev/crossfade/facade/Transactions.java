package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.facade.live.Committed;
import dev.crossfade.facade.live.OpenWrites;
import dev.crossfade.postgres.store.PostgresStore;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transactions over several keys, on the one store in which all their patterns are open. Which that
 * is shows only while the work runs: a store that refuses a key rolls back, and the other one is
 * tried.
 */
final class Transactions {
  private final Lanes lanes;
  private final OpenWrites writes;
  private final PostgresStore second;
  private final Breaker breaker;
  private final Timings timings;
  private final Duration limit;
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
  private volatile Origin hint = Origin.FIRST;

  Transactions(
      Lanes lanes,
      OpenWrites writes,
      PostgresStore second,
      Breaker breaker,
      Timings timings,
      Duration limit) {
    this.lanes = lanes;
    this.writes = writes;
    this.second = second;
    this.breaker = breaker;
    this.timings = timings;
    this.limit = limit;
  }

  /**
   * Refuses a write of a thread that is within a transaction: it would be of another one.
   *
   * @throws CrossfadeException CF-7004
   */
  void requireOutside() {
    if (inside.get()) {
      throw new CrossfadeException(ErrorCode.CF_7004, "a write by the store in a transaction");
    }
  }

  /** Where a store refused, and how. */
  private record Refusal(@Nullable Lane lane, CrossfadeException failure) {}

  /**
   * Runs a transaction on any keys.
   *
   * @throws CrossfadeException CF-7201 when its patterns are open in different stores; CF-7202 and
   *     CF-7203 as {@link Routing#write}
   */
  <T extends @Nullable Object> Committed<T> run(Function<StoreTransaction, T> work) {
    return run(() -> hint, origin -> hint = origin, work);
  }

  /**
   * Runs a transaction on keys of one lane, whose own hint says where: it does not wait for a store
   * that only other lanes are in.
   *
   * @throws CrossfadeException as {@link #run(Function)}
   */
  <T extends @Nullable Object> Committed<T> run(Lane of, Function<StoreTransaction, T> work) {
    return run(() -> of.isSecond() ? Origin.SECOND : Origin.FIRST, of::seen, work);
  }

  private <T extends @Nullable Object> Committed<T> run(
      Supplier<Origin> expected, Consumer<Origin> seen, Function<StoreTransaction, T> work) {
    requireOutside();
    Pause pause = new Pause(limit);
    while (true) {
      Origin likely = expected.get();
      Origin[] order = {likely, likely == Origin.FIRST ? Origin.SECOND : Origin.FIRST};
      Refusal[] refusals = new Refusal[2];
      for (Origin origin : order) {
        Tracked<T> tracked = new Tracked<>(origin, work);
        try {
          Committed<T> result = on(origin, tracked);
          seen.accept(origin);
          return result;
        } catch (CrossfadeException failure) {
          if (!Failures.isClosed(failure) && !Failures.isAway(failure)) {
            throw failure;
          }
          refusals[origin.ordinal()] = new Refusal(tracked.lane, failure);
        }
      }
      requireTogether(refusals[0].lane(), refusals[1].lane());
      if (!pause.next()) {
        throw refused(refusals);
      }
    }
  }

  private <T extends @Nullable Object> Committed<T> on(Origin origin, Tracked<T> work) {
    Supplier<Committed<T>> timed =
        origin == Origin.FIRST
            ? () -> writes.write(work)
            : () -> new Committed<>(second.inTransaction(work), Map.of());
    return origin == Origin.FIRST
        ? timings.time(origin, Operation.TRANSACTION, timed)
        : breaker.call(() -> timings.time(origin, Operation.TRANSACTION, timed));
  }

  /** What one store refused is open in the other, and the other way round: it will stay so. */
  private void requireTogether(@Nullable Lane notInFirst, @Nullable Lane notInSecond) {
    if (notInFirst == null || notInSecond == null || notInFirst == notInSecond) {
      return;
    }
    StoreState state =
        notInSecond.skip() == null ? writes.state(notInSecond.group()) : StoreState.FIRST;
    if ((state == null || state.open()) && isOpenInSecond(notInFirst)) {
      throw new CrossfadeException(ErrorCode.CF_7201, notInFirst + ", " + notInSecond);
    }
  }

  /** Refuses the second store for keys that it may have no table for. */
  private void requireNotInFirst(Lane of) {
    if (of.skip() != null) {
      throw new CrossfadeException(ErrorCode.CF_7306, of + ": " + of.skip());
    }
    StoreState state = writes.state(of.group());
    if (state == null || state.open()) {
      throw new CrossfadeException(ErrorCode.CF_7306, of + " is open in the first store");
    }
  }

  private boolean isOpenInSecond(Lane lane) {
    try {
      return breaker.call(() -> second.standing(lane.table()).open());
    } catch (CrossfadeException unknown) {
      return false;
    }
  }

  private static CrossfadeException refused(Refusal[] refusals) {
    Refusal second = refusals[Origin.SECOND.ordinal()];
    Lane lane = refusals[Origin.FIRST.ordinal()].lane();
    return Failures.isAway(second.failure())
        ? new CrossfadeException(
            ErrorCode.CF_7202, lane + ": " + second.failure().detail(), second.failure())
        : new CrossfadeException(ErrorCode.CF_7203, String.valueOf(lane), second.failure());
  }

  /** Notes the pattern of each key before the store looks at it. */
  private final class Tracked<T extends @Nullable Object> implements Function<StoreTransaction, T> {
    private final Origin origin;
    private final Function<StoreTransaction, T> work;
    private @Nullable Lane lane;
    private @Nullable CrossfadeException refusal;

    Tracked(Origin origin, Function<StoreTransaction, T> work) {
      this.origin = origin;
      this.work = work;
    }

    @Override
    public T apply(StoreTransaction transaction) {
      lane = null;
      refusal = null;
      T result;
      inside.set(true);
      try {
        result = work.apply(new Noting(transaction));
      } finally {
        inside.remove();
      }
      CrossfadeException swallowed = refusal;
      if (swallowed != null) {
        throw swallowed;
      }
      return result;
    }

    /** A refusal counts even if the work goes on after it: nothing may be written then. */
    private <R extends @Nullable Object> R use(String key, Supplier<R> call) {
      if (refusal != null) {
        throw refusal;
      }
      Lane of = lanes.of(key);
      lane = of;
      try {
        if (origin == Origin.SECOND) {
          requireNotInFirst(of);
        }
        return call.get();
      } catch (CrossfadeException failure) {
        if (Failures.isClosed(failure) || Failures.isAway(failure)) {
          refusal = failure;
        }
        throw failure;
      }
    }

    /** The transaction that the work is given. */
    private final class Noting implements StoreTransaction {
      private final StoreTransaction transaction;

      Noting(StoreTransaction transaction) {
        this.transaction = transaction;
      }

      @Override
      public @Nullable Document get(String key) {
        return Tracked.this.<@Nullable Document>use(key, () -> transaction.get(key));
      }

      @Override
      public void put(String key, Document value) {
        use(
            key,
            () -> {
              transaction.put(key, value);
              return true;
            });
      }

      @Override
      public boolean delete(String key) {
        return use(key, () -> transaction.delete(key));
      }
    }
  }
}
