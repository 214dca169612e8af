package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings each write to the store that is open. The stores' own flags decide, in the transaction of
 * the write itself: a store that is closed refuses, and then the other one is asked. A hint only
 * says which to ask first. While neither takes it, the caller waits up to a limit.
 *
 * <p>A write is tried again only when it is certain that it was not done: it was refused, or the
 * store was not reached.
 */
final class Routing {
  private final Breaker breaker;
  private final Timings timings;

  Routing(Breaker breaker, Timings timings) {
    this.breaker = breaker;
    this.timings = timings;
  }

  /**
   * How something is done on either store. Each fails as {@link Failures} tells apart.
   *
   * @param first on the first store
   * @param second on the second one
   */
  record Ways<T extends @Nullable Object>(Supplier<T> first, Supplier<T> second) {}

  /**
   * Does a write.
   *
   * @param lane whose hint is used, and kept up to date
   * @throws CrossfadeException CF-7203 when neither store took it within the limit, CF-7202 when
   *     the second one could not be asked
   */
  <T extends @Nullable Object> T write(
      Lane lane, Operation operation, Duration limit, Ways<T> ways) {
    Pause pause = new Pause(limit);
    while (true) {
      CrossfadeException why = null;
      for (Origin origin : order(lane)) {
        try {
          T result = on(origin, operation, ways);
          lane.seen(origin);
          return result;
        } catch (CrossfadeException failure) {
          if (!Failures.isClosed(failure)
              && !Failures.isAway(failure)
              && !Failures.isGone(failure, lane)) {
            throw failure;
          }
          why = worse(why, failure);
        }
      }
      if (!pause.next()) {
        throw refused(lane, why);
      }
    }
  }

  private static Origin[] order(Lane lane) {
    return lane.isSecond()
        ? new Origin[] {Origin.SECOND, Origin.FIRST}
        : new Origin[] {Origin.FIRST, Origin.SECOND};
  }

  private <T extends @Nullable Object> T on(Origin origin, Operation operation, Ways<T> ways) {
    return origin == Origin.FIRST
        ? timings.time(origin, operation, ways.first())
        : breaker.call(() -> timings.time(origin, operation, ways.second()));
  }

  /** Of two refusals, the one that a person can do something about. */
  private static CrossfadeException worse(
      @Nullable CrossfadeException one, CrossfadeException other) {
    return one != null && Failures.isAway(one) ? one : other;
  }

  private static CrossfadeException refused(Lane lane, @Nullable CrossfadeException why) {
    return why != null && Failures.isAway(why)
        ? new CrossfadeException(ErrorCode.CF_7202, lane + ": " + why.detail(), why)
        : new CrossfadeException(ErrorCode.CF_7203, lane.toString(), why);
  }
}
