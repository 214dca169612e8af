package dev.crossfade.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.live.LiveVerification;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.plan.CollectionPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Compares both stores exactly while writers go on, and records what was found. */
public final class Verifying {
  private final Migration migration;
  private final Console console;
  private final Function<List<VerifiedCollection>, String> details;

  /**
   * @param migration backfilled
   * @param details writes what was found as JSON, for the record
   */
  public Verifying(
      Migration migration, Console console, Function<List<VerifiedCollection>, String> details) {
    this.migration = migration;
    this.console = console;
    this.details = details;
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
    migration.requireCopied();
    Instant started = FaultPoints.clock().instant();
    String id = "v" + started.toEpochMilli() + "-" + UUID.randomUUID().toString().substring(0, 6);
    List<VerifiedCollection> found = new ArrayList<>();
    try (Handover lease = Handover.take(migration, console.cancellation());
        Migration.Pair pair = refreshed().pair()) {
      Objects.requireNonNull(lease);
      new SchemaSettling(migration, console).run(pair);
      Way way = Way.now(pair);
      LiveVerification verification =
          new LiveVerification(
              way.source(),
              way.target(),
              LiveVerification.Limits.DEFAULT,
              console.cancellation(),
              console.events());
      for (CollectionPlan collection : migration.plan().moved()) {
        found.add(verification.verify(collection));
      }
    }
    VerificationRecord record =
        new VerificationRecord(
            id,
            migration.id(),
            started,
            FaultPoints.clock().instant(),
            found.stream().mapToLong(VerifiedCollection::rows).sum(),
            found.stream().mapToLong(VerifiedCollection::differences).sum(),
            found.stream().mapToLong(VerifiedCollection::version).max().orElse(0),
            details.apply(found));
    migration.ledger().save(record);
    migration.event(
        "verified", record.rows() + " rows, " + record.differences() + " differences", null);
    return new Report(record, found);
  }

  /** With the plan as it is now that nobody else makes passes. */
  private Migration refreshed() {
    migration.refresh();
    return migration;
  }
}
