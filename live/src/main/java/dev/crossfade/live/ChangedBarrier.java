package dev.crossfade.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.ChangedVerification;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.Gates;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.LiveVerification;
import dev.crossfade.core.live.SwitchMeans;
import dev.crossfade.core.plan.CollectionPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The gates of the barrier; compares what changed since it was verified while writers wait. */
final class ChangedBarrier implements SwitchMeans.Barrier {
  private final List<CollectionPlan> plans;
  private final long letThrough;
  private final Map<String, String> overrides;
  private @Nullable Found found;

  /** What was compared, and when that began. */
  record Found(Instant began, ChangedVerification.Result result) {}

  /**
   * @param letThrough how many dead keys that nobody has accepted were let through before
   * @param overrides reasons for passing gates of the barrier, by their names
   */
  ChangedBarrier(List<CollectionPlan> plans, long letThrough, Map<String, String> overrides) {
    this.plans = plans;
    this.letThrough = letThrough;
    this.overrides =
        overrides.containsKey(Gates.CHANGED_KEYS)
            ? Map.of(Gates.CHANGED_KEYS, overrides.get(Gates.CHANGED_KEYS))
            : Map.of();
  }

  @Override
  public List<Gate> check(LiveStore source, LiveStore target, BooleanSupplier late) {
    Instant began = FaultPoints.clock().instant();
    int listed = LiveVerification.Limits.DEFAULT.listed();
    ChangedVerification.Result result =
        new ChangedVerification(source, target, listed, late).run(plans);
    found = new Found(began, result);
    return Gates.override(Gates.barrier(source, target, letThrough, result), overrides);
  }

  /** What was compared; null when the barrier was not reached. */
  @Nullable Found found() {
    return found;
  }
}
