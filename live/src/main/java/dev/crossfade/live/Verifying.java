package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedVerification;
import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.live.LiveVerification;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.plan.CollectionPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Compares both stores exactly while writers go on, and records what was found. */
public final class Verifying {
  private final Migration migration;
  private final Console console;

  /**
   * @param migration backfilled
   */
  public Verifying(Migration migration, Console console) {
    this.migration = migration;
    this.console = console;
  }

  /**
   * What was found.
   *
   * @param record as it is in the ledger
   * @param collections one for each table
   */
  public record Report(VerificationRecord record, List<VerifiedCollection> collections) {
    /** Whether both stores hold the same rows, apart from dead keys. */
    public boolean equal() {
      return collections.stream().allMatch(VerifiedCollection::equal);
    }
  }

  /**
   * Compares all tables.
   *
   * @throws CrossfadeException CF-6308 before the first copy is complete
   */
  public Report run() {
    return run(Scope.ALL, this::all);
  }

  /**
   * Compares the keys that passes brought since they were compared last, and takes those that are
   * equal off the record.
   *
   * @throws CrossfadeException CF-6308 before the first verification of all tables
   */
  public Report changed() {
    return run(Scope.CHANGED, this::changed);
  }

  private Report run(Scope scope, Function<Way, List<VerifiedCollection>> work) {
    migration.requireCopied();
    Instant started = migration.ledger().now();
    List<VerifiedCollection> found;
    try (Handover lease = Handover.take(migration, console.cancellation());
        Migration.Pair pair = refreshed().pair()) {
      Objects.requireNonNull(lease);
      new SchemaSettling(migration, console).run(pair);
      found = work.apply(Way.now(pair));
    }
    VerificationRecord record = VerificationRecords.of(migration, started, found, scope);
    migration.ledger().save(record);
    migration.event(
        "verified",
        record.rows()
            + (scope == Scope.ALL ? " rows, " : " rows of keys that changed, ")
            + record.differences()
            + " differences",
        null);
    return new Report(record, found);
  }

  /** With the plan as it is now that nobody else makes passes. */
  private Migration refreshed() {
    migration.refresh();
    return migration;
  }

  private List<VerifiedCollection> all(Way way) {
    LiveVerification verification = verification(way);
    List<VerifiedCollection> found = new ArrayList<>();
    for (CollectionPlan collection : migration.plan().moved()) {
      found.add(verification.verify(collection));
    }
    return found;
  }

  private List<VerifiedCollection> changed(Way way) {
    if (!way.target().recorded().recording()) {
      throw new CrossfadeException(
          ErrorCode.CF_6308, "nothing was verified yet: crossfade verify --live");
    }
    List<CollectionPlan> plans = new ArrayList<>(migration.plan().moved());
    List<VerifiedCollection> found = new ArrayList<>();
    for (CollectionPlan plan : migration.plan().moved()) {
      if (way.target().changedKeys(plan).stream().anyMatch(ChangedKey::whole)) {
        found.add(verification(way).verify(plan));
        plans.remove(plan);
      }
    }
    ChangedVerification.Result result =
        new ChangedVerification(
                way.source(),
                way.target(),
                LiveVerification.Limits.DEFAULT.listed(),
                () -> {
                  console.cancellation().check();
                  return false;
                })
            .run(plans);
    result.forget(way.target());
    found.addAll(result.collections());
    return found;
  }

  private LiveVerification verification(Way way) {
    return new LiveVerification(
        way.source(),
        way.target(),
        LiveVerification.Limits.DEFAULT,
        console.cancellation(),
        console.events());
  }
}
