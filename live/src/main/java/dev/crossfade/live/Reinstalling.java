package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Cancellation;
import java.util.Objects;

/**
 * Installs side tables and triggers anew in both stores after somebody damaged them. What was
 * written meanwhile may be in no outbox: so what was verified before counts no more, and the gates
 * stay shut until both stores are compared again.
 */
public final class Reinstalling {
  private final Migration migration;

  /**
   * @param migration backfilled
   */
  public Reinstalling(Migration migration) {
    this.migration = migration;
  }

  /**
   * Does it; may be repeated.
   *
   * @throws CrossfadeException CF-6308 before the first copy is complete, or when a follower does
   *     not let go of the migration; CF-6344 or CF-6201 when a control row is lost
   */
  public void run() {
    if (migration.stage() == Stage.LEGACY_ONLY) {
      throw new CrossfadeException(ErrorCode.CF_6308, "the first copy is not complete");
    }
    try (Handover held = Handover.take(migration, new Cancellation());
        Migration.Pair pair = migration.pair()) {
      Objects.requireNonNull(held);
      LastVerification.doubt(
          migration, new CrossfadeException(ErrorCode.CF_6106, "installed anew by a person"));
      pair.second().reinstall(null);
      pair.first().reinstall(pair.second().store().lastPass());
      migration.event("reinstalled", "side tables and triggers of both stores", null);
    }
  }
}
