package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveLedger.Lease;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.Source;
import dev.crossfade.move.Backfill;
import dev.crossfade.move.MoveSource;
import java.util.List;
import java.util.Objects;

/**
 * Goes back to the first copy: what the second store holds does not count any more, and is copied
 * anew when it is followed again. The first store is not touched, and goes on recording.
 *
 * <p>In this order, each step to be repeated after a death, which leaves the migration paused: the
 * second store stops being complete, so that no pass and no switch can come; its tables are
 * dropped; the copy's progress is forgotten; the stage is written.
 */
public final class Voiding {
  /** The command that ends what died in the middle. */
  static final String WORD = "run crossfade stage LEGACY_ONLY again";

  private static final String PAUSED = "it goes back to LEGACY_ONLY";

  private final Migration migration;
  private final Console console;

  /**
   * @param migration in which the first store is open
   */
  public Voiding(Migration migration, Console console) {
    this.migration = migration;
    this.console = console;
  }

  /** What is done, a sentence each. */
  public List<String> summary() {
    return List.of(
        "The copy in schema "
            + migration.record().schema()
            + " is void, and its tables are dropped:",
        "  "
            + String.join(
                ", ", migration.plan().moved().stream().map(one -> one.target()).toList()),
        migration.record().source() + " takes writes as before. crossfade follow copies it anew.");
  }

  /**
   * Tries whether the tables can be dropped.
   *
   * @throws CrossfadeException CF-6325 when they cannot
   */
  public void rehearse() {
    try (Side first = migration.wiring().first().apply(migration.visible());
        SecondSide second = migration.wiring().second().apply(migration.visible())) {
      first.requireRepeatable();
      discard(first, second, true);
    }
  }

  /**
   * Does it; a follower that runs begins to copy at once.
   *
   * @throws CrossfadeException CF-6323 when the first store is not the open one, CF-6325 when the
   *     tables cannot be dropped
   */
  public void run() {
    migration.pause(PAUSED + "; if that was broken off, " + WORD);
    try (Lease held = Taking.over(migration);
        Side first = migration.wiring().first().apply(migration.visible());
        SecondSide second = migration.wiring().second().apply(migration.visible())) {
      Objects.requireNonNull(held);
      first.requireRepeatable();
      if (second.store().state().complete()) {
        // What cannot be dropped is told while nothing is void yet.
        discard(first, second, true);
      }
      restart(first.store(), second.store());
      FaultPoints.hit("live.voiding.restarted");
      discard(first, second, false);
    } catch (CrossfadeException refused) {
      letGo();
      throw refused;
    }
    migration.enter(Stage.LEGACY_ONLY);
    migration.event("voided", "the copy is dropped, with its verifications", null);
    migration.pause(null);
  }

  private static void restart(LiveStore first, LiveStore second) {
    StoreState legacy = first.state();
    if (!legacy.open() || second.state().open()) {
      throw new CrossfadeException(ErrorCode.CF_6323, "LEGACY_ONLY: crossfade back, then this");
    }
    if (second.state().complete()
        && second.change(state -> Rules.restart(state, legacy.epoch())).isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_6323, "LEGACY_ONLY: somebody switches; see crossfade status");
    }
  }

  /** Passes go on if nothing is void. */
  private void letGo() {
    try (SecondSide second = migration.wiring().second().apply(migration.visible())) {
      if (second.store().state().complete()) {
        migration.pause(null);
      }
    }
  }

  private void discard(Side first, SecondSide second, boolean rehearse) {
    MoveSource reading = migration.wiring().reading().apply(migration.visible(), first);
    try (Source open = reading.source()) {
      Objects.requireNonNull(open);
      Backfill backfill = FirstCopy.backfill(migration, reading, console);
      second.discard(backfill.views(), rehearse);
      if (!rehearse) {
        FaultPoints.hit("live.voiding.dropped");
        backfill.forget();
      }
    }
  }

  /** Whether a try was broken off, given that the copy is void. */
  boolean isHalfDone() {
    String paused = migration.record().paused();
    return migration.stage() != Stage.LEGACY_ONLY
        || paused != null && paused.startsWith(PAUSED)
        || migration
            .wiring()
            .target()
            .target()
            .ledger()
            .run(migration.id())
            .map(run -> run.state() == RunRecord.State.PUBLISHED)
            .orElse(false);
  }
}
