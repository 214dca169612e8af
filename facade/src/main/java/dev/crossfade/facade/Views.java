package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.setting.StoreLimits;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.facade.live.OpenWrites;
import dev.crossfade.live.Stage;
import dev.crossfade.postgres.store.PostgresSnapshot;
import dev.crossfade.postgres.store.PostgresStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of all keys: of each store one, and in it the patterns that were open there at its
 * moment. Those of one store are of one moment; the two stores' moments differ by the time that it
 * takes to begin a transaction.
 */
final class Views {
  private final Lanes lanes;
  private final Store first;
  private final PostgresStore second;
  private final Breaker breaker;
  private final StoreLimits limits;

  Views(Lanes lanes, Store first, PostgresStore second, Breaker breaker, StoreLimits limits) {
    this.lanes = lanes;
    this.first = first;
    this.second = second;
    this.breaker = breaker;
    this.limits = limits;
  }

  /** Takes one of all keys, to be closed; fails as {@link #open(String)}. */
  StoreSnapshot open() {
    return open("");
  }

  /**
   * Takes one of the keys with a beginning, to be closed. What other keys would need, the second
   * store for example, is not asked for.
   *
   * @throws CrossfadeException CF-7202 when the second store is open for a pattern and does not
   *     answer, CF-7203 when a switch of a pattern does not end within the limit
   */
  StoreSnapshot open(String beginning) {
    List<Lane> asked = lanes.moved().stream().filter(lane -> lane.mayHold(beginning)).toList();
    Pause pause = new Pause(limits.read());
    while (true) {
      StoreSnapshot one = first.snapshot();
      boolean taken = false;
      CrossfadeException why;
      try {
        Set<Lane> elsewhere = notIn(one, asked);
        if (elsewhere.isEmpty()) {
          taken = true;
          return new View(lanes, one, null, Set.of());
        }
        StoreSnapshot both = withSecond(one, elsewhere);
        if (both != null) {
          taken = true;
          return both;
        }
        why = new CrossfadeException(ErrorCode.CF_7203, elsewhere.toString());
      } catch (CrossfadeException failure) {
        if (!Failures.isNoAnswer(failure)) {
          throw failure;
        }
        if (mayStandIn(asked)) {
          taken = true;
          return new View(lanes, one, null, Set.of());
        }
        why = new CrossfadeException(ErrorCode.CF_7202, failure.detail(), failure);
      } finally {
        if (!taken) {
          one.close();
        }
      }
      if (!pause.next()) {
        throw why;
      }
    }
  }

  /** Those that are not open in a snapshot of the first store. */
  private static Set<Lane> notIn(StoreSnapshot one, List<Lane> asked) {
    Set<Lane> elsewhere = new HashSet<>();
    for (Lane lane : asked) {
      if (lane.isLost()) {
        throw new CrossfadeException(ErrorCode.CF_7342, "group " + lane.group());
      }
      StoreState state = OpenWrites.stateIn(one, lane.group());
      if (state != null && !state.open()) {
        elsewhere.add(lane);
      }
    }
    return elsewhere;
  }

  private @Nullable StoreSnapshot withSecond(StoreSnapshot one, Set<Lane> elsewhere) {
    List<HybridTable> tables = elsewhere.stream().map(Lane::table).toList();
    PostgresSnapshot other = breaker.call(() -> second.snapshot(tables));
    boolean taken = false;
    try {
      for (Lane lane : elsewhere) {
        if (lane.stage() != Stage.RETIRED && !other.standing(lane.table()).open()) {
          return null;
        }
      }
      taken = true;
      return new View(lanes, one, other, elsewhere);
    } finally {
      if (!taken) {
        other.close();
      }
    }
  }

  private boolean mayStandIn(List<Lane> asked) {
    return limits.fallback()
        && asked.stream()
            .noneMatch(lane -> lane.stage() == Stage.NEW_ONLY || lane.stage() == Stage.RETIRED);
  }
}
