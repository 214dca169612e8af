package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.Gates;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.PassRecord;
import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.SwitchRecord;
import dev.crossfade.core.live.SwitchMeans;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.core.live.Switchover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Takes writers from one store to the other, and gives that up. */
public final class Switching {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration ASK_AGAIN = Duration.ofMillis(20);

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
   * @param migration backfilled
   * @param direction FORTH to the second store
   * @throws CrossfadeException CF-6308 when it is not the direction that can be switched in
   */
  public static List<Gate> gates(Migration migration, Direction direction) {
    try (Migration.Pair pair = migration.pair()) {
      return gates(migration, require(migration, pair, direction));
    }
  }

  /** What a person has to know before the first store is closed, a sentence each. */
  public static List<String> warnings(Migration migration) {
    try (Migration.Pair pair = migration.pair()) {
      return pair.first().warnings();
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
      Way way = require(migration, pair, direction);
      List<Gate> gates = settled(way, overrides);
      Gates.require(gates);
      migration.overridden(overrides);
      long letThrough = way.target().deadKeys() - way.target().acceptedDeadKeys();
      ChangedBarrier barrier = new ChangedBarrier(migration.plan().moved(), letThrough, overrides);
      // Passes on the way back come into it; what they bring is to be compared before coming back.
      if (way.target().recorded().recording()) {
        way.source().recordChanges();
      }
      migration.event("switching", "from " + way.source().name(), null);
      SwitchResult result =
          Switchover.run(way.source(), way.target(), SwitchMeans.of(barrier, limit));
      record(way, result, gates, barrier.found());
      if (result.outcome() == SwitchResult.Outcome.OPENED && direction == Direction.FORTH) {
        validate(pair.second());
      }
      return result;
    }
  }

  /**
   * The gates, looked at for some seconds while the lag alone keeps them shut: what the program
   * wrote a moment ago is on its way, and how long it waits is known from the next pass on.
   */
  private List<Gate> settled(Way way, Map<String, String> overrides) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Gate> gates = Gates.override(gates(migration, way), overrides);
      List<String> shut =
          gates.stream().filter(gate -> !gate.passes()).map(Gate::name).distinct().toList();
      if (!shut.equals(List.of(Gates.LAG)) || System.nanoTime() - end > 0) {
        return gates;
      }
      LockSupport.parkNanos(ASK_AGAIN.toNanos());
    }
  }

  private void validate(SecondSide second) {
    for (String violated : second.validate()) {
      migration.event("violated", violated + " has rows without parent, and stays NOT VALID", null);
    }
  }

  private void record(
      Way way, SwitchResult result, List<Gate> before, ChangedBarrier.@Nullable Found found) {
    if (result.failure() instanceof CrossfadeException failure) {
      LastVerification.doubt(migration, failure);
    }
    compared(way, result, found);
    List<Gate> gates = new ArrayList<>(before);
    gates.addAll(result.gates());
    migration
        .ledger()
        .save(
            new SwitchRecord(
                migration.id(),
                way.direction(),
                migration.ledger().now(),
                migration.actor(),
                result.outcome().name(),
                result.ballot(),
                result.waited(),
                result.keys(),
                result.passes(),
                FoundJson.gates(gates)));
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

  /** Keeps what was compared in the barrier, so that what differs can be repaired. */
  private void compared(Way way, SwitchResult result, ChangedBarrier.@Nullable Found found) {
    if (found == null || found.result().collections().isEmpty()) {
      return;
    }
    migration
        .ledger()
        .save(
            VerificationRecords.of(
                migration, found.began(), found.result().collections(), Scope.CHANGED));
    if (result.outcome() == SwitchResult.Outcome.OPENED) {
      found.result().forget(way.target());
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

  private static List<Gate> gates(Migration migration, Way way) {
    List<PassRecord> passes = migration.ledger().passes(migration.id(), 1);
    PassRecord last = passes.isEmpty() ? null : passes.get(0);
    return new GateLook(migration)
        .gates(way, Status.Lag.of(way.source().backlog(), last, migration.ledger().now()));
  }

  private static Way require(Migration migration, Migration.Pair pair, Direction direction) {
    pair.first().requireSwitchable(direction);
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

  /**
   * The error of a switch that did not open the other store.
   *
   * @return CF-6003 when it took too long, CF-6004 when a gate was shut, else CF-6309
   */
  public static CrossfadeException failure(SwitchResult result) {
    ErrorCode code =
        switch (result.outcome()) {
          case TIMED_OUT -> ErrorCode.CF_6003;
          case REFUSED -> ErrorCode.CF_6004;
          default -> ErrorCode.CF_6309;
        };
    StringBuilder detail = new StringBuilder(result.outcome().name().toLowerCase(Locale.ROOT));
    result.gates().stream()
        .filter(gate -> !gate.passes())
        .forEach(
            gate -> detail.append("\n").append(gate.name()).append(": ").append(gate.reason()));
    if (result.failure() != null) {
      detail.append("\n").append(result.failure().getMessage());
    }
    return new CrossfadeException(code, detail.toString(), result.failure());
  }
}
