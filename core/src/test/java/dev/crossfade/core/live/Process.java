package dev.crossfade.core.live;

import org.jspecify.annotations.Nullable;

/** Something that changes a {@link World} step by step. Where it stands is a value. */
interface Process {
  /** Stands behind the last step. */
  Object DONE = "done";

  /** For the trail of a fault. */
  String name();

  /** Where it stands before its first step. */
  Object begin();

  /** Makes one atomic step and says where it stands then; null when it has to wait. */
  @Nullable Object step(World world, Object at);

  /** Whether the step was made and its answer lost is a way to go on: where it leads, or null. */
  default @Nullable Object answerLost(Object at) {
    return null;
  }

  /** Whether all that runs on the first store's machine dies with this step. */
  default boolean powerLoss() {
    return false;
  }
}
