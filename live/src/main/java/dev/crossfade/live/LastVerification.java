package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last verification that ended. */
final class LastVerification {
  private static final int LOOKED_AT = 200;

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
        .orElse(null);
  }
}
