package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.Lease;
import dev.crossfade.move.Backfill;
import java.util.List;
import java.util.Objects;

/** Ends a migration: side tables and triggers go, and nothing else. */
public final class Retiring {
  private final Migration migration;

  /**
   * @param migration in any stage
   */
  public Retiring(Migration migration) {
    this.migration = migration;
  }

  /** What is taken away and what stays, a sentence each. */
  public List<String> summary() {
    String source = migration.record().source();
    if (migration.record().snapshots() != null) {
      return List.of(
          "The file of digests is removed; nothing was installed in "
              + source
              + ", and permissions that a switch took away are given back.",
          migration.stage() == Stage.LEGACY_ONLY
              ? "What was copied so far is dropped."
              : "Triggers are removed from schema "
                  + migration.record().schema()
                  + ", whose rows stay and which takes writes then.");
    }
    if (migration.stage() == Stage.LEGACY_ONLY) {
      return List.of(
          "Side tables and triggers are removed from " + source + ".",
          "What was copied so far is dropped.");
    }
    return List.of(
        "Side tables and triggers are removed from "
            + source
            + " and from schema "
            + migration.record().schema()
            + ".",
        "All rows stay where they are. Nothing is brought over any more, and both stores take"
            + " writes.");
  }

  /**
   * Takes everything away; may be repeated after a death.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6308 when a follower does not let go of
   *     the migration
   */
  public void run() {
    migration.pause("it is being retired");
    try (Lease held = Taking.over(migration)) {
      Objects.requireNonNull(held);
      try (Migration.Pair pair = migration.pair()) {
        pair.second().remove();
        pair.first().remove();
      }
      if (migration.stage() == Stage.LEGACY_ONLY) {
        Backfill.drop(migration.wiring().target(), migration.id());
      }
      migration.event("retired", "nothing of ours is left in either store", null);
      migration.ledger().forget(migration.id());
    }
  }
}
