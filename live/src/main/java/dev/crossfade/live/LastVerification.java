package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last verification that ended. */
final class LastVerification {
  private static final int LOOKED_AT = 200;
  private static final String DOUBT = "{\"doubt\":true}";

  private LastVerification() {}

  /** The last one of every row. */
  static @Nullable VerificationRecord of(Migration migration) {
    return last(migration, Scope.ALL);
  }

  /** The last one, of every row or of the keys that changed. */
  static @Nullable VerificationRecord ofAny(Migration migration) {
    return last(migration, Scope.values());
  }

  private static @Nullable VerificationRecord last(Migration migration, Scope... scopes) {
    List<Scope> wanted = Arrays.asList(scopes);
    return migration.ledger().verifications(migration.id(), LOOKED_AT).stream()
        .filter(one -> one.finishedAt() != null && wanted.contains(one.scope()))
        .findFirst()
        .filter(one -> !isDoubt(one))
        .orElse(null);
  }

  /** Whether nothing was compared; see {@link #doubt}. */
  static boolean isDoubt(VerificationRecord one) {
    return one.details().equals(DOUBT);
  }

  /**
   * After a failure that may have let changes pass unseen, what was verified before, or is being
   * verified, counts no more. Kept as a verification that compared nothing.
   */
  static void doubt(Migration migration, CrossfadeException failure) {
    if (!Troubles.mayHaveMissed(failure.code()) || migration.stage() == Stage.LEGACY_ONLY) {
      return;
    }
    Instant now = migration.ledger().now();
    migration
        .ledger()
        .save(
            new VerificationRecord(
                "d" + now.toEpochMilli() + "-" + UUID.randomUUID().toString().substring(0, 6),
                migration.id(),
                now,
                now,
                0,
                0,
                0,
                DOUBT));
    migration.event(
        "doubted",
        "changes may have been missed: what was verified before counts no more",
        failure.code().code() + " " + failure.code().title() + ": " + failure.detail());
  }
}
