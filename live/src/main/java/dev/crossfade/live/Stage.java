package dev.crossfade.live;

import dev.crossfade.core.live.StoreState;

/** Where a migration stands. Which store is open lies in the stores; this follows it. */
public enum Stage {
  /** Only the first store is used; the other is being filled. */
  LEGACY_ONLY,
  /** The first store is open and feeds the second. */
  DUAL_WRITE,
  /** The same, and the application compares what it reads with the second store. */
  SHADOW_READ,
  /** Neither store is open: a switch is under way. */
  BARRIER,
  /** The second store is open and feeds the first, which applications read when it is away. */
  NEW_FIRST,
  /** The second store is open and feeds the first, which nobody reads. */
  NEW_ONLY,
  /** What was installed is removed. */
  RETIRED;

  /** Whether the first store takes writes in it, and feeds the second. */
  public boolean isDual() {
    return this == DUAL_WRITE || this == SHADOW_READ;
  }

  /** Whether the second store takes writes in it. */
  public boolean isNew() {
    return this == NEW_FIRST || this == NEW_ONLY;
  }

  /**
   * What two control rows say.
   *
   * @param recorded by the ledger, which tells apart what looks the same in the stores
   */
  static Stage of(StoreState first, StoreState second, Stage recorded) {
    if (second.open()) {
      return recorded == NEW_ONLY ? NEW_ONLY : NEW_FIRST;
    }
    if (!first.open()) {
      return BARRIER;
    }
    if (!second.complete()) {
      return LEGACY_ONLY;
    }
    return recorded == SHADOW_READ ? SHADOW_READ : DUAL_WRITE;
  }
}
