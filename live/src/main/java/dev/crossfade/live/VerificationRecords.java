package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.live.VerifiedCollection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is kept of a verification. */
final class VerificationRecords {
  private VerificationRecords() {}

  /** The record of one that has just ended. */
  static VerificationRecord of(
      Migration migration, Instant started, List<VerifiedCollection> found, Scope scope) {
    return new VerificationRecord(
        "v" + started.toEpochMilli() + "-" + UUID.randomUUID().toString().substring(0, 6),
        migration.id(),
        started,
        migration.ledger().now(),
        found.stream().mapToLong(VerifiedCollection::rows).sum(),
        found.stream().mapToLong(VerifiedCollection::differences).sum(),
        found.stream().mapToLong(VerifiedCollection::version).max().orElse(0),
        FoundJson.details(found),
        scope);
  }
}
