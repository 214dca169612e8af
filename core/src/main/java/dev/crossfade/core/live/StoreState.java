package dev.crossfade.core.live;

/**
 * A store's control row: all that decides who may write to it. It lies in the store itself and is
 * changed only by {@link Rules}, each time in one durable transaction.
 *
 * @param open whether writers may write; at most one of two stores is open
 * @param epoch the ballot under which it was last opened; 0 for the store that an application began
 *     with, -1 for one that was never open
 * @param promise the highest ballot that it has promised to a switch or a cancel
 * @param ballot the last ballot that closed or reopened it
 * @param version grows with whatever a pass has to notice: passes, promises, openings
 * @param complete whether it has held all of the other store once: true for the one that an
 *     application began with, and for the other as soon as its backfill is complete
 */
public record StoreState(
    boolean open, long epoch, long promise, long ballot, long version, boolean complete) {
  /** The store that an application began with. */
  public static final StoreState FIRST = new StoreState(true, 0, 0, 0, 0, true);

  /** The store that it goes to, still empty. */
  public static final StoreState SECOND = new StoreState(false, -1, 0, 0, 0, false);
}
