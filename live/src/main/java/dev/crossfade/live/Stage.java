package dev.crossfade.live;

import dev.crossfade.core.live.StoreState;

/** Where a migration stands. Which store is open lies in the stores; this follows it. */
public enum Stage {
  /** Only the first store is used; the other is being filled. */
  LEGACY_ONLY,
  /** The first store is open and feeds the second. */
  DUAL_WRITE,
  /** Neither store is open: a switch is under way. */
  BARRIER,
  /** The second store is open and feeds the first. */
  NEW_FIRST,
  /** What was installed is removed. */
  RETIRED;

  /** What two control rows say. */
  static Stage of(StoreState first, StoreState second) {
    if (second.open()) {
      return NEW_FIRST;
    }
    if (!first.open()) {
      return BARRIER;
    }
    return second.complete() ? DUAL_WRITE : LEGACY_ONLY;
  }
}
