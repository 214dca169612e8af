package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Lease;
import dev.crossfade.core.ops.Cancellation;
import java.util.Optional;

/** Takes the lease of a migration that is paused, once its follower has let go. */
final class Taking {
  private static final int TRIES = 200;
  private static final long BETWEEN_MILLIS = 100;

  private Taking() {}

  /**
   * Waits for it.
   *
   * @throws CrossfadeException CF-6308 when a follower does not let go of the migration
   */
  static Lease over(Migration migration) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Lease> lease = migration.ledger().lease(migration.id(), migration.actor());
      if (lease.isPresent()) {
        return lease.get();
      }
      Backoff.sleep(new Cancellation(), BETWEEN_MILLIS);
    }
    throw new CrossfadeException(
        ErrorCode.CF_6308, migration.ledger().leaseHolder(migration.id()) + " still follows");
  }
}
