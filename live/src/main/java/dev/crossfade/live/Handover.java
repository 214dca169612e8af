package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Lease;
import dev.crossfade.core.ops.Cancellation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lease over from a follower for a while, so that nobody else's passes come between a
 * chunk's pass and its comparison; who holds it makes passes as it goes. The follower is told by
 * the record's pause. Should the holder die, the follower finds the lease free and goes on.
 */
final class Handover implements AutoCloseable {
  private static final String WORD = "verification by ";
  private static final long TRY_MILLIS = 50;
  private static final int TRIES = 600;
  private static final int TRIES_BEFORE_ASKING_AGAIN = 40;

  private final Migration migration;
  private final Lease lease;

  private Handover(Migration migration, Lease lease) {
    this.migration = migration;
    this.lease = lease;
  }

  /** Whether a pause is one of these, and not a person's or an error's. */
  static boolean is(@Nullable String paused) {
    return paused != null && paused.startsWith(WORD);
  }

  /**
   * Waits until the follower has let go.
   *
   * @throws CrossfadeException CF-6308 when it does not
   */
  static Handover take(Migration migration, Cancellation cancellation) {
    for (int i = 0; i < TRIES; i++) {
      cancellation.check();
      Optional<Lease> lease = migration.ledger().lease(migration.id(), migration.actor());
      if (lease.isPresent()) {
        return new Handover(migration, lease.get());
      }
      if (i % TRIES_BEFORE_ASKING_AGAIN == 0 && migration.refresh().paused() == null) {
        migration.hold(null, WORD + migration.actor());
      }
      Backoff.sleep(cancellation, TRY_MILLIS);
    }
    throw new CrossfadeException(
        ErrorCode.CF_6308, migration.ledger().leaseHolder(migration.id()) + " does not let go");
  }

  /** Lets the follower go on. */
  @Override
  public void close() {
    try (lease) {
      end(migration);
    }
  }

  /** Takes such a pause away, and no other. */
  static void end(Migration migration) {
    String paused = migration.refresh().paused();
    if (is(paused)) {
      migration.hold(paused, null);
    }
  }
}
