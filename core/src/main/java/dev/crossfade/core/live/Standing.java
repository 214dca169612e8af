package dev.crossfade.core.live;

import dev.crossfade.core.live.LiveLedger.Direction;

/**
 * What the control rows of two stores say of the migration as a whole.
 *
 * @param direction which store feeds the other: the one that is open, or was last
 * @param open whether a store takes writes; if not, a switch in this direction is under way or was
 *     left half done: {@link Switchover#run} goes on with it, {@link Switchover#cancel} gives it up
 * @param restored whether the store that does not feed is open too, or was opened under an older
 *     epoch than it should: it was restored from a backup
 */
public record Standing(Direction direction, boolean open, boolean restored) {
  /** Looks at both rows, which need not be of the same moment. */
  public static Standing of(StoreState first, StoreState second) {
    boolean back = second.epoch() > first.epoch();
    StoreState last = back ? second : first;
    StoreState other = back ? first : second;
    return new Standing(back ? Direction.BACK : Direction.FORTH, last.open(), other.open());
  }
}
