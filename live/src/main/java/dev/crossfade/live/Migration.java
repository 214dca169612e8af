package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.EventRecord;
import dev.crossfade.core.live.LiveLedger.Field;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveLedger.Snapshots;
import dev.crossfade.core.live.LiveLedger.Throttled;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.move.Backfill;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A live migration with the way to its stores. */
public final class Migration {
  private final Wiring wiring;
  private final String id;
  private Plan plan;
  private final String actor;
  private MigrationRecord record;

  /**
   * @param wiring the way to the stores
   * @param record as the ledger has it
   * @param actor who acts here: user, host and process id
   */
  public Migration(Wiring wiring, MigrationRecord record, String actor) {
    this.wiring = wiring;
    this.record = record;
    this.actor = actor;
    id = record.id();
    plan = wiring.plan().apply(record.planText());
  }

  /** As the ledger had it when it was read or written last. */
  public MigrationRecord record() {
    return record;
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** The mapping. */
  public Plan plan() {
    return plan;
  }

  /** The way to the stores. */
  public Wiring wiring() {
    return wiring;
  }

  LiveLedger ledger() {
    return wiring.ledger();
  }

  /** The stage as the ledger knows it. */
  public Stage stage() {
    return Stage.valueOf(record.stage());
  }

  /** Who acts here. */
  public String actor() {
    return actor;
  }

  /**
   * Checks that the first copy is complete.
   *
   * @throws CrossfadeException CF-6308
   */
  void requireCopied() {
    if (stage() == Stage.LEGACY_ONLY) {
      throw new CrossfadeException(ErrorCode.CF_6308, "the first copy is not complete");
    }
  }

  /** Both stores, opened as they are now; the second's tables are where they are visible. */
  public Pair pair() {
    return new Pair(wiring.first().apply(scope()), wiring.second().apply(scope()));
  }

  /** Both stores. */
  public record Pair(Side first, SecondSide second) implements AutoCloseable {
    @Override
    public void close() {
      try (first) {
        second.close();
      }
    }
  }

  /** What the stores are a part of, with the schema where the tables are now. */
  public Wiring.Scope scope() {
    return stage() == Stage.LEGACY_ONLY ? scope(Backfill.staging(id)) : visible();
  }

  /** The same, with a first store that is followed by triggers. */
  Wiring.Scope scopeByTriggers() {
    Wiring.Scope scope = scope();
    return new Wiring.Scope(id, scope.source(), plan, scope.schema(), scope.published(), null);
  }

  /** The same for tables that are visible. */
  Wiring.Scope visible() {
    return scope(record.schema());
  }

  private Wiring.Scope scope(String schema) {
    return new Wiring.Scope(id, record.source(), plan, schema, record.schema(), record.snapshots());
  }

  /** Reads why it is paused; null when it is not, or only while a verification makes the passes. */
  public @Nullable String pausedFor() {
    String paused = refresh().paused();
    return Handover.is(paused) ? null : paused;
  }

  /** Reads the record again; pausing and throttling come from other processes. */
  MigrationRecord refresh() {
    String before = record.planText();
    record =
        ledger().migrations().stream()
            .filter(found -> found.id().equals(id))
            .findFirst()
            .orElseGet(this::retired);
    if (!record.planText().equals(before)) {
      plan = wiring.plan().apply(record.planText());
    }
    return record;
  }

  /** Writes an extended mapping. */
  void extend(Plan extended) {
    ledger().set(id, Field.PLAN_TEXT, wiring.planText().apply(extended));
    refresh();
  }

  /** Writes another stage. */
  void enter(Stage stage) {
    ledger().set(id, Field.STAGE, stage.name());
    refresh();
  }

  /** Writes another stage, unless the stage is no more the one that is expected. */
  void enter(Stage expected, Stage stage) {
    ledger().replace(id, Field.STAGE, expected.name(), stage.name());
    refresh();
  }

  /** Pauses for a reason, or goes on when that is null. */
  public void pause(@Nullable String reason) {
    hold(reason);
    event(
        reason == null ? "resumed" : "paused",
        reason == null ? "passes go on" : "no passes are made",
        reason);
  }

  /** Pauses for a reason, unless it is paused already. */
  void pauseUnlessPaused(String reason) {
    if (hold(null, reason)) {
      event("paused", "no passes are made", reason);
    }
  }

  /** Goes on by a person's decision, which accepts what the first store was paused for. */
  public void resume() {
    String reason = refresh().paused();
    if (reason != null && record.snapshots() != null) {
      try (Pair pair = pair()) {
        pair.first().resumed(reason, pair.second().store().lastPass());
      }
    }
    pause(null);
  }

  /**
   * Follows in another way from now on: by triggers when it is null, which also ends a pause that
   * waited for them.
   */
  public void follow(@Nullable Snapshots snapshots) {
    String paused = refresh().paused();
    boolean waited = paused != null && paused.startsWith(ErrorCode.CF_6505.code());
    record =
        new MigrationRecord(
            id,
            record.source(),
            record.schema(),
            record.planText(),
            record.stage(),
            snapshots == null && waited ? null : paused,
            record.throttle(),
            record.createdAt(),
            snapshots);
    ledger().save(record);
  }

  /** Pauses or goes on without an event. */
  private void hold(@Nullable String paused) {
    ledger().set(id, Field.PAUSED, paused);
    refresh();
  }

  /**
   * The same, unless it is no more paused as expected.
   *
   * @return whether that was so
   */
  boolean hold(@Nullable String expected, @Nullable String paused) {
    boolean held = ledger().replace(id, Field.PAUSED, expected, paused);
    refresh();
    return held;
  }

  /**
   * Sets what holds passes back; the follower notices within a second.
   *
   * @param limits nothing in them lifts the throttle
   */
  public void throttle(ThrottleLimits limits) {
    ledger().set(id, Field.THROTTLE, limits.isEmpty() ? null : limits.text());
    refresh();
    event("throttle", limits.isEmpty() ? "nothing holds passes back" : limits.sentence(), null);
  }

  /**
   * Asks everything once that the limits depend on, so that what cannot be asked is told at once.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6321 for the condition, CF-6322 for a
   *     missing right
   */
  public void checkThrottle(ThrottleLimits limits) {
    Conditions.first(limits.withWhileFile(null).withMaxLoad(0), wiring.load());
    Conditions.first(ThrottleLimits.NONE.withMaxLoad(limits.maxLoad()), wiring.load());
  }

  /** Why passes wait for the throttle as the follower saw it last; null when they do not. */
  public @Nullable Throttled throttled() {
    return ledger().leaseHolder(id) == null ? null : ledger().throttled(id);
  }

  private MigrationRecord retired() {
    return new MigrationRecord(
        id,
        record.source(),
        record.schema(),
        record.planText(),
        Stage.RETIRED.name(),
        null,
        null,
        record.createdAt(),
        record.snapshots());
  }

  /** Writes an event for each gate that is passed though shut. */
  void overridden(Map<String, String> reasons) {
    reasons.forEach(
        (gate, reason) -> event("override", "the gate " + gate + " is passed though shut", reason));
  }

  /** Writes an event. */
  public void event(String kind, String text, @Nullable String reason) {
    ledger().add(new EventRecord(0, id, ledger().now(), kind, actor, text, reason));
  }
}
