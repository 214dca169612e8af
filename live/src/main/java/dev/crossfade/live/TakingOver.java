package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.ops.Cancellation;
import java.util.Objects;

/**
 * Lets triggers follow a file whose snapshots were compared until now. Every step may be repeated:
 *
 * <ol>
 *   <li>a last pass by snapshot, so that little is left;
 *   <li>side tables and triggers are installed in the file, whose outbox grows from then on;
 *   <li>the store of snapshots closes for good: it prepares no pass any more;
 *   <li>a comparison finds what was written between the last pass and the triggers; those keys are
 *       entered into the outbox, and the control row with the passes moves into the file;
 *   <li>the record says that triggers follow; then the file of digests goes.
 * </ol>
 *
 * <p>A pass that was prepared before the third step and is applied after it is known to the file,
 * and its keys are in the outbox.
 */
public final class TakingOver {
  private static final int PASSES_MAX = 20;

  private final Migration migration;
  private final Cancellation cancellation;

  /**
   * @param migration followed by snapshots
   * @param cancellation asked while the follower lets go
   */
  public TakingOver(Migration migration, Cancellation cancellation) {
    this.migration = migration;
    this.cancellation = cancellation;
  }

  /**
   * Takes over.
   *
   * @return how many keys were entered into the outbox
   * @throws CrossfadeException CF-6308 before the first copy is complete
   */
  public long run() {
    if (migration.stage() == Stage.LEGACY_ONLY) {
      throw new CrossfadeException(ErrorCode.CF_6308, "the first copy is not complete");
    }
    try (Handover lease = Handover.take(migration, cancellation)) {
      Objects.requireNonNull(lease);
      if (migration.refresh().snapshots() == null) {
        return 0;
      }
      return handOver();
    }
  }

  private long handOver() {
    Wiring.Scope snapshots = migration.scope();
    Wiring.Scope triggers = migration.scopeByTriggers();
    try (Side before = migration.wiring().first().apply(snapshots)) {
      if (before.store().state().open()) {
        lastPass(before);
      }
      try (Side file = migration.wiring().first().apply(triggers)) {
        file.install();
      }
      FaultPoints.hit("live.takeover.installed");
      long keys = before.handOver(() -> migration.wiring().first().apply(triggers));
      FaultPoints.hit("live.takeover.entered");
      migration.follow(null);
      migration.event("taken-over", "triggers follow " + snapshots.source(), null);
      FaultPoints.hit("live.takeover.recorded");
      before.remove();
      return keys;
    }
  }

  private void lastPass(Side before) {
    try (SecondSide second = migration.wiring().second().apply(migration.scope())) {
      for (int i = 0; i < PASSES_MAX; i++) {
        PassResult.Kind kind = Pass.run(before.store(), second.store()).kind();
        if (kind == PassResult.Kind.APPLIED || kind == PassResult.Kind.EMPTY) {
          return;
        }
      }
    }
  }
}
