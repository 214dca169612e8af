package dev.crossfade.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.DeadKey;
import dev.crossfade.core.live.LiveLedger.EventRecord;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveLedger.PassSummary;
import dev.crossfade.core.live.LiveLedger.SwitchRecord;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.plan.CollectionPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that the control schema knows of a migration which is worth being kept as a proof.
 *
 * @param at when it was gathered
 * @param target where the second store is, without a password
 * @param migration its record
 * @param plan the collections
 * @param verifications those that ended, oldest first
 * @param switches those that ended, oldest first
 * @param passes summed up, by direction
 * @param deadKeys how many there are, by table and reason
 * @param gates into the next switch, as they were found; empty when a store could not be asked
 * @param events all, oldest first
 */
public record ProofFacts(
    Instant at,
    String target,
    MigrationRecord migration,
    List<CollectionPlan> plan,
    List<VerificationRecord> verifications,
    List<SwitchRecord> switches,
    List<PassSummary> passes,
    Map<String, Long> deadKeys,
    List<Gate> gates,
    List<EventRecord> events) {
  private static final int ALL = 1_000_000;

  /** Gathers them. */
  public static ProofFacts of(Migration migration) {
    LiveLedger ledger = migration.ledger();
    String id = migration.id();
    List<VerificationRecord> verifications = new ArrayList<>(ledger.verifications(id, ALL));
    verifications.removeIf(one -> one.finishedAt() == null || LastVerification.isDoubt(one));
    Collections.reverse(verifications);
    return new ProofFacts(
        FaultPoints.clock().instant(),
        migration.wiring().target().display(),
        migration.record(),
        migration.plan().moved(),
        List.copyOf(verifications),
        ledger.switches(id),
        ledger.passSummaries(id),
        deadKeys(ledger.deadKeys(id, ALL)),
        new Status(migration).read().gates(),
        ledger.events(id, 0, ALL));
  }

  private static Map<String, Long> deadKeys(List<DeadKey> keys) {
    return keys.stream()
        .collect(
            Collectors.groupingBy(
                key -> key.table() + " " + key.code(), TreeMap::new, Collectors.counting()));
  }
}
