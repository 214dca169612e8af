package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Standing;

/**
 * Which store feeds which.
 *
 * @param direction as in the ledger
 * @param source the one that is open, or was last
 * @param target the other
 */
record Way(Direction direction, LiveStore source, LiveStore target) {
  static Way of(Migration.Pair pair, Direction direction) {
    LiveStore first = pair.first().store();
    LiveStore second = pair.second().store();
    return direction == Direction.FORTH
        ? new Way(direction, first, second)
        : new Way(direction, second, first);
  }

  /** As the control rows say. */
  static Way now(Migration.Pair pair) {
    Standing standing = Standing.of(pair.first().store().state(), pair.second().store().state());
    return of(pair, standing.direction());
  }
}
