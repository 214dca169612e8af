package dev.crossfade.live;

import dev.crossfade.core.live.StoreState;

/** What two control rows say of the stage. */
final class Stages {
  private Stages() {}

  static Stage of(StoreState first, StoreState second) {
    if (second.open()) {
      return Stage.NEW_FIRST;
    }
    if (!first.open()) {
      return Stage.BARRIER;
    }
    return second.complete() ? Stage.DUAL_WRITE : Stage.LEGACY_ONLY;
  }
}
