package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.GateFacts;
import dev.crossfade.core.live.Gates;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the gates of the next switch are computed from. */
final class GateLook {
  private static final String NOT_VALID =
      "SELECT conrelid::regclass::text || '.' || conname FROM pg_catalog.pg_constraint"
          + " WHERE connamespace = pg_catalog.to_regnamespace(?) AND NOT convalidated"
          + " ORDER BY 1";

  private final Migration migration;

  GateLook(Migration migration) {
    this.migration = migration;
  }

  List<Gate> gates(Way way, Status.Lag lag) {
    GateFacts facts =
        new GateFacts(
            way.target().state().complete(),
            way.target().deadKeys(),
            way.target().acceptedDeadKeys(),
            verified(way),
            Math.max(0, lag.keys()),
            Duration.ofMillis((long) (lag.seconds() * 1000)),
            way.direction() == Direction.FORTH ? invalid() : List.of(),
            migration.record().paused(),
            migration.ledger().now());
    List<Gate> gates = new ArrayList<>(Gates.of(facts, GateFacts.Limits.DEFAULT));
    gates.add(triggers(way));
    return List.copyOf(gates);
  }

  private Gate triggers(Way way) {
    try {
      way.source().requireIntact();
      if (migration.stage() == Stage.LEGACY_ONLY) {
        return Gate.shut(
            Gates.TRIGGERS,
            "The first copy makes them at its end.",
            "Wait for it, or go on with it: crossfade follow.");
      }
      way.target().requireIntact();
      return Gate.open(Gates.TRIGGERS, "Triggers and tables are as they were installed.");
    } catch (CrossfadeException e) {
      if (!Troubles.mayHaveMissed(e.code()) && !SchemaTakeOver.concerns(e.code())) {
        throw e;
      }
      return Gate.shut(Gates.TRIGGERS, e.code().code() + " " + e.detail() + ".", e.code().advice());
    }
  }

  /** The age of the last one of every row; keys that a later one of some keys found count too. */
  private GateFacts.@Nullable Verified verified(Way way) {
    VerificationRecord all = LastVerification.of(migration);
    VerificationRecord any = LastVerification.ofAny(migration);
    if (all == null || any == null || all.finishedAt() == null) {
      return null;
    }
    long differences = Math.max(all.differences(), any.differences());
    return new GateFacts.Verified(all.finishedAt(), differences, way.target().recorded());
  }

  private List<String> invalid() {
    List<String> names = new ArrayList<>();
    migration
        .wiring()
        .target()
        .target()
        .query(
            NOT_VALID,
            List.of(dev.crossfade.sql.dialect.Identifiers.quote(migration.record().schema())),
            row -> names.add(row.get(0)));
    return names;
  }
}
