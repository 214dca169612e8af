package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.core.live.Switchover;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.live.Beginning;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Retiring;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Stages;
import dev.crossfade.live.Switching;
import dev.crossfade.live.Verifying;
import dev.crossfade.move.Backfill;
import dev.crossfade.move.DifferenceText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves the patterns of a store from one stage to the next, and back. Where a pattern is, its two
 * stores know; a flag of the application says how far it may go. Every call reaches the database,
 * and fails as long as that does not answer; the application's reads and writes go on meanwhile.
 *
 * <p>Patterns are named by their text or their table; the empty text is the keys without a pattern.
 */
public final class StoreMigration {
  private static final Duration SWITCH_LIMIT = Duration.ofSeconds(10);

  private final Moving moving;
  private final LaneNotes notes;
  private final String schema;
  private final Function<String, Stage> flag;
  private final Runnable beforeFirst;

  /**
   * @param flag the last stage that a pattern may go to, by its text
   * @param beforeFirst notes the patterns by which keys are moved
   */
  StoreMigration(
      Moving moving,
      LaneNotes notes,
      String schema,
      Function<String, Stage> flag,
      Runnable beforeFirst) {
    this.moving = moving;
    this.beforeFirst = beforeFirst;
    this.notes = notes;
    this.schema = schema;
    this.flag = flag;
  }

  /**
   * Begins to move every pattern that the flag lets go beyond LEGACY_ONLY, the urgent ones first:
   * their keys are copied in the background. What is moved already goes on.
   */
  public void enable() {
    for (Lane lane : moving.lanes().moved()) {
      if (mayGo(lane, Stage.DUAL_WRITE)) {
        begin(lane);
      }
    }
  }

  /** Begins to move one pattern. */
  public void enable(String pattern) {
    Lane lane = moving.lanes().named(pattern);
    requireMoved(lane);
    requireFlag(lane, Stage.DUAL_WRITE);
    begin(lane);
  }

  private void begin(Lane lane) {
    Optional<MigrationRecord> known = record(lane);
    if (known.isPresent()) {
      if (moving.failures().containsKey(lane)) {
        moving.stop(lane);
      }
      moving.ask();
      return;
    }
    if (lane.stage() == Stage.RETIRED) {
      throw new CrossfadeException(ErrorCode.CF_7206, lane + " is retired");
    }
    Plan plan = new Plan(moving.sources().of(lane), List.of(lane.table().plan()));
    Backfill.requireFree(moving.wiring().target(), plan, schema);
    MigrationRecord record =
        Beginning.record(moving.sources().of(lane), schema, moving.wiring().planText().apply(plan));
    beforeFirst.run();
    moving.alone(
        () -> {
          moving.ledger().save(record);
          moving.migration(record).event("begun", "into schema " + schema, null);
          notes.write(lane, record.id(), Stage.LEGACY_ONLY);
        });
    moving.ask();
  }

  private Optional<MigrationRecord> record(Lane lane) {
    moving.ledger().migrate();
    return Migrations.of(moving.ledger(), moving.sources().of(lane));
  }

  /** The migration of a lane that is being moved. */
  Migration require(Lane lane) {
    requireMoved(lane);
    return moving.migration(
        record(lane)
            .orElseThrow(
                () -> new CrossfadeException(ErrorCode.CF_7206, lane + " is not being moved")));
  }

  private static void requireMoved(Lane lane) {
    if (lane.skip() != null) {
      throw new CrossfadeException(ErrorCode.CF_7206, lane + " is skipped: " + lane.skip());
    }
  }

  private boolean mayGo(Lane lane, Stage stage) {
    return flag.apply(lane.pattern()).compareTo(stage) >= 0;
  }

  private void requireFlag(Lane lane, Stage stage) {
    if (!mayGo(lane, stage)) {
      throw new CrossfadeException(
          ErrorCode.CF_7205,
          lane + " may go to " + flag.apply(lane.pattern()) + " at most, not to " + stage);
    }
  }

  /**
   * Copies a pattern, and waits until the other store has all its keys.
   *
   * @param limit the copy goes on beyond it
   * @throws CrossfadeException CF-7209 at the limit; or why the copy ended
   */
  public void backfill(String pattern, Duration limit) {
    enable(pattern);
    Lane lane = moving.lanes().named(pattern);
    Pause pause = new Pause(limit);
    while (lane.stage() == Stage.LEGACY_ONLY) {
      CrossfadeException failure = moving.failures().get(lane);
      if (failure != null) {
        throw failure;
      }
      if (!pause.next()) {
        throw new CrossfadeException(ErrorCode.CF_7209, lane + " is being copied");
      }
      moving.ask();
    }
  }

  /** Ends moving of all patterns; see {@link #disable(String)}. */
  public void disable() {
    for (Lane lane : moving.lanes().moved()) {
      if (record(lane).isPresent()) {
        disable(lane);
      }
    }
  }

  /**
   * Ends the move of a pattern whose first store takes writes: its copy in the database is dropped,
   * and nothing of ours is left in either store.
   *
   * @throws CrossfadeException CF-7206 where the database takes writes: go back first
   */
  public void disable(String pattern) {
    disable(moving.lanes().named(pattern));
  }

  private void disable(Lane lane) {
    moving.alone(() -> end(lane));
  }

  private void end(Lane lane) {
    Migration migration = require(lane);
    Stages stages = new Stages(migration, moving.console());
    Stage now = now(lane);
    if (now.isNew() || now == Stage.BARRIER) {
      throw new CrossfadeException(ErrorCode.CF_7206, lane + " is in " + now);
    }
    migration.pause("it is switched off");
    moving.stop(lane);
    if (now != Stage.LEGACY_ONLY) {
      stages.voiding().run();
    }
    new Retiring(migration).run();
    notes.clear(lane);
  }

  /**
   * Compares every key of a pattern in both stores, exactly, while writers go on.
   *
   * @throws CrossfadeException CF-6308 before the first copy is complete
   */
  public Verified verify(String pattern) {
    Verifying.Report report = compared(moving.lanes().named(pattern), false);
    List<String> details = new ArrayList<>();
    for (VerifiedCollection found : report.collections()) {
      found.listed().forEach(one -> details.add(DifferenceText.line(found.plan(), one)));
    }
    return new Verified(pattern, report.record().rows(), report.record().differences(), details);
  }

  /**
   * Compares both stores.
   *
   * @param changed only the keys that changed since they were compared last
   */
  Verifying.Report compared(Lane lane, boolean changed) {
    Verifying verifying = new Verifying(require(lane), moving.console());
    return changed ? verifying.changed() : verifying.run();
  }

  /** Goes to the next stage with no gate passed over; see {@link #advance(String, Map)}. */
  public Stage advance(String pattern) {
    return advance(pattern, Map.of());
  }

  /**
   * Goes to the next stage: begins the copy, compares reads, switches writers to the database,
   * reads the database alone.
   *
   * @param overrides reasons for gates that are passed over though shut, by their names
   * @return where it is now; LEGACY_ONLY while the copy is being made
   * @throws CrossfadeException CF-7205 where the flag says no, CF-6004 when a gate is shut, CF-7206
   *     when there is no next stage
   */
  public Stage advance(String pattern, Map<String, String> overrides) {
    Lane lane = moving.lanes().named(pattern);
    requireMoved(lane);
    Stage now = stage(lane);
    switch (now) {
      case LEGACY_ONLY -> enable(pattern);
      case DUAL_WRITE -> {
        requireFlag(lane, Stage.SHADOW_READ);
        enter(lane, Stage.SHADOW_READ);
      }
      case SHADOW_READ, BARRIER -> switched(lane, Direction.FORTH, overrides, SWITCH_LIMIT);
      case NEW_FIRST -> readers(lane, Stage.NEW_ONLY, overrides);
      case NEW_ONLY, RETIRED ->
          throw new CrossfadeException(
              ErrorCode.CF_7206, lane + " is in " + now + ", the last one");
    }
    return lane.stage();
  }

  /** Goes back to DUAL_WRITE with no gate passed over; see {@link #back(String, Map)}. */
  public Stage back(String pattern) {
    return back(pattern, Map.of());
  }

  /**
   * Goes back: from the database to the first store, which takes writes again; or ends comparing
   * reads; or gives a switch up.
   *
   * @param overrides reasons for gates that are passed over though shut, by their names
   * @throws CrossfadeException CF-6004 when a gate is shut, CF-7206 when there is no way back
   */
  public Stage back(String pattern, Map<String, String> overrides) {
    Lane lane = moving.lanes().named(pattern);
    Stage now = stage(lane);
    switch (now) {
      case SHADOW_READ -> enter(lane, Stage.DUAL_WRITE);
      case BARRIER -> cancel(lane);
      case NEW_FIRST, NEW_ONLY -> switched(lane, Direction.BACK, overrides, SWITCH_LIMIT);
      case LEGACY_ONLY, DUAL_WRITE, RETIRED ->
          throw new CrossfadeException(
              ErrorCode.CF_7206, "there is no way back for " + lane + " from " + now);
    }
    return lane.stage();
  }

  /**
   * Ends the move of a pattern whose keys the database has: the first store stays as it is, feeds
   * nothing and is fed no more.
   *
   * @throws CrossfadeException CF-7206 outside NEW_ONLY
   */
  public void retire(String pattern) {
    Lane lane = moving.lanes().named(pattern);
    moving.alone(() -> retire(lane));
  }

  private void retire(Lane lane) {
    Migration migration = require(lane);
    Stage now = now(lane);
    if (now != Stage.NEW_ONLY) {
      throw new CrossfadeException(ErrorCode.CF_7206, lane + " is in " + now);
    }
    notes.write(lane, migration.id(), Stage.RETIRED);
    migration.pause("it is being retired");
    moving.stop(lane);
    new Retiring(migration).run();
    notes.write(lane, null, Stage.RETIRED);
  }

  /** Whether the ledger has a migration of a lane. */
  boolean isMoved(Lane lane) {
    return record(lane).isPresent();
  }

  /** Where a lane is, whether it is being moved or not. */
  Stage stage(Lane lane) {
    return record(lane).map(one -> now(lane)).orElse(lane.stage());
  }

  /** As both stores say; before the first copy is complete they need not say anything. */
  private Stage now(Lane lane) {
    Migration migration = require(lane);
    return migration.stage() == Stage.LEGACY_ONLY
        ? Stage.LEGACY_ONLY
        : new Stages(migration, moving.console()).now();
  }

  private void enter(Lane lane, Stage stage) {
    new Stages(require(lane), moving.console()).shadow(stage == Stage.SHADOW_READ);
    refresh(lane);
  }

  /** Lets the first store stand in for reads, or not. */
  void readers(Lane lane, Stage stage, Map<String, String> overrides) {
    requireFlag(lane, stage);
    new Stages(require(lane), moving.console()).readers(stage, overrides);
    refresh(lane);
  }

  /** Takes writers from the store that was open last to the other one. */
  SwitchResult switched(
      Lane lane, Direction direction, Map<String, String> overrides, Duration limit) {
    if (direction == Direction.FORTH) {
      requireFlag(lane, Stage.NEW_FIRST);
    }
    SwitchResult result = new Switching(require(lane)).run(direction, overrides, limit);
    if (result.outcome() != SwitchResult.Outcome.OPENED) {
      throw Switching.failure(result);
    }
    lane.seen(direction == Direction.FORTH ? Origin.SECOND : Origin.FIRST);
    refresh(lane);
    return result;
  }

  /** Gives up a switch that is under way, or was left half done. */
  Switchover.Cancelled cancel(Lane lane) {
    Switchover.Cancelled outcome = new Switching(require(lane)).cancel();
    refresh(lane);
    return outcome;
  }

  private void refresh(Lane lane) {
    moving.alone(() -> notes.write(lane, require(lane).id(), now(lane)));
  }
}
