package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.Gates;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.PassRecord;
import dev.crossfade.core.live.SwitchMeans;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.core.live.Switchover;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Takes writers from one store to the other, and gives that up. */
public final class Switching {
  private final Migration migration;

  /**
   * @param migration backfilled
   */
  public Switching(Migration migration) {
    this.migration = migration;
  }

  /**
   * Which gates there are for a switch in a direction, and what they say now.
   *
   * @throws CrossfadeException CF-6308 when it is not the direction that can be switched in
   */
  public List<Gate> gates(Direction direction) {
    try (Migration.Pair pair = migration.pair()) {
      return gates(require(pair, direction));
    }
  }

  /**
   * Switches.
   *
   * @param direction FORTH to the second store
   * @param overrides reasons by the name of the gate
   * @param limit how long writers may wait before it is given up
   * @throws CrossfadeException CF-6004 when a gate is shut
   */
  public SwitchResult run(Direction direction, Map<String, String> overrides, Duration limit) {
    try (Migration.Pair pair = migration.pair()) {
      Way way = require(pair, direction);
      List<Gate> gates = Gates.override(gates(way), overrides);
      Gates.require(gates);
      migration.overridden(overrides);
      long dead = way.target().deadKeys() - way.target().acceptedDeadKeys();
      migration.event("switching", "from " + way.source().name(), null);
      SwitchResult result =
          Switchover.run(
              way.source(),
              way.target(),
              SwitchMeans.of(
                  (source, target) -> Gates.override(Gates.barrier(source, target, dead), Map.of()),
                  limit));
      record(way, result);
      if (result.outcome() == SwitchResult.Outcome.OPENED && direction == Direction.FORTH) {
        validate(pair.second());
      }
      return result;
    }
  }

  private void validate(SecondSide second) {
    for (String violated : second.validate()) {
      migration.event("violated", violated + " has rows without parent, and stays NOT VALID", null);
    }
  }

  private void record(Way way, SwitchResult result) {
    if (result.outcome() == SwitchResult.Outcome.OPENED) {
      migration.enter(way.direction() == Direction.FORTH ? Stage.NEW_FIRST : Stage.DUAL_WRITE);
      migration.event(
          "opened",
          way.target().name()
              + " takes writes; writers waited "
              + result.waited().toMillis()
              + " ms at most, "
              + result.keys()
              + " keys came over meanwhile",
          null);
    } else {
      migration.event(
          "switch-failed",
          way.source().name()
              + " stays as it is: "
              + result.outcome()
              + (result.failure() == null ? "" : ", " + result.failure().getMessage()),
          null);
    }
  }

  /** Gives a switch up that is under way or was left half done. */
  public Switchover.Cancelled cancel() {
    try (Migration.Pair pair = migration.pair()) {
      Way way = Way.now(pair);
      Switchover.Cancelled outcome = Switchover.cancel(way.source(), way.target());
      migration.event("cancelled", "the switch from " + way.source().name() + ": " + outcome, null);
      return outcome;
    }
  }

  private List<Gate> gates(Way way) {
    List<PassRecord> passes = migration.ledger().passes(migration.id(), 1);
    return new GateLook(migration)
        .gates(way, Status.Lag.of(way.source().backlog(), passes.isEmpty() ? null : passes.get(0)));
  }

  private Way require(Migration.Pair pair, Direction direction) {
    if (migration.record().snapshots() != null) {
      throw new CrossfadeException(ErrorCode.CF_6503, migration.record().source());
    }
    Way way = Way.now(pair);
    if (migration.stage() == Stage.LEGACY_ONLY || way.direction() != direction) {
      throw new CrossfadeException(
          ErrorCode.CF_6308,
          migration.stage() == Stage.LEGACY_ONLY
              ? "the first copy is not complete"
              : way.source().name() + " is the store that was open last");
    }
    SchemaSettling.require(pair);
    return way;
  }
}
