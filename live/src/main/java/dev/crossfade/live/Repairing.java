package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.plan.CollectionPlan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings single keys over again: they are entered into the outbox, and a pass does the rest. */
public final class Repairing {
  private static final int PASSES_MAX = 1000;
  private static final long BLOCKED_MILLIS = 20;

  private final Migration migration;
  private final Cancellation cancellation;

  /**
   * @param migration backfilled
   * @param cancellation asked before each pass
   */
  public Repairing(Migration migration, Cancellation cancellation) {
    this.migration = migration;
    this.cancellation = cancellation;
  }

  /**
   * What was done.
   *
   * @param keys how many were entered
   * @param applied whether a pass has brought them over; if not, the next one will
   * @param deadKeys keys of the closed store afterwards whose values do not fit
   */
  public record Report(long keys, boolean applied, long deadKeys) {}

  /** The last verification that ended, or null. */
  public @Nullable VerificationRecord lastVerification() {
    return LastVerification.ofAny(migration);
  }

  /**
   * Enters the keys, and waits until a pass has applied them unless passes are paused.
   *
   * @param keys encoded, by collection of the migration's plan
   * @param reason why, for the event; or null
   * @throws CrossfadeException CF-6308 before the first copy is complete or in the middle of a
   *     switch, CF-6311 when a key cannot be one
   */
  public Report run(Map<CollectionPlan, List<byte[]>> keys, @Nullable String reason) {
    migration.requireCopied();
    long count = keys.values().stream().mapToLong(List::size).sum();
    try (Migration.Pair pair = migration.pair()) {
      Way way = Way.now(pair);
      way.source().touch(keys);
      migration.event(
          "repair",
          count
              + " keys are brought over again: "
              + String.join(", ", keys.keySet().stream().map(CollectionPlan::target).toList()),
          reason);
      return new Report(count, applied(way), way.target().deadKeys());
    }
  }

  /** A pass whose snapshot is later than the entries has brought them over, whoever made it. */
  private boolean applied(Way way) {
    for (int i = 0; i < PASSES_MAX; i++) {
      cancellation.check();
      String paused = migration.refresh().paused();
      if (paused != null && !Handover.is(paused)) {
        return false;
      }
      PassResult.Kind kind = Pass.run(way.source(), way.target()).kind();
      if (kind == PassResult.Kind.APPLIED || kind == PassResult.Kind.EMPTY) {
        return true;
      }
      if (kind == PassResult.Kind.BLOCKED) {
        Backoff.sleep(cancellation, BLOCKED_MILLIS);
      }
    }
    return false;
  }
}
