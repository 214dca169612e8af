package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import org.jspecify.annotations.Nullable;

/** The last verification that ended. */
final class LastVerification {
  private static final int LOOKED_AT = 20;

  private LastVerification() {}

  static @Nullable VerificationRecord of(Migration migration) {
    return migration.ledger().verifications(migration.id(), LOOKED_AT).stream()
        .filter(one -> one.finishedAt() != null)
        .findFirst()
        .orElse(null);
  }
}
