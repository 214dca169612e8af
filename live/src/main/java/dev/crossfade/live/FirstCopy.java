package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveLedger.Lease;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.store.Source;
import dev.crossfade.move.Backfill;
import dev.crossfade.move.Finding;
import dev.crossfade.move.MoveOptions;
import dev.crossfade.move.MoveSource;
import java.util.List;

/**
 * Brings a migration from its beginning to the point where the second store is a past state of the
 * first, with all its keys and indexes, visible and closed. Every step may be repeated, so that a
 * process that dies anywhere is followed by one that goes on.
 */
final class FirstCopy {
  /** Passes are small enough then for the rest to be done while the tables are published. */
  private static final long NEARLY_NOTHING = 2000;

  private static final int PASSES_MAX = 200;
  private static final long CHUNK_ROWS = 100_000;
  private static final long CHUNK_ROWS_MIN = 1000;

  private final Migration migration;
  private final Console console;
  private final Throttle throttle;
  private final Lease lease;

  FirstCopy(Migration migration, Console console, Throttle throttle, Lease lease) {
    this.migration = migration;
    this.console = console;
    this.throttle = throttle;
    this.lease = lease;
  }

  void run() {
    try (Side first = migration.wiring().first().apply(migration.scope());
        SecondSide second = migration.wiring().second().apply(migration.scope())) {
      first.install();
      migration.event(
          "installed",
          migration.record().snapshots() == null
              ? "side tables and triggers are in " + first.store().name()
              : "a file of digests is made; " + first.store().name() + " stays untouched",
          null);
      MoveSource reading = migration.wiring().reading().apply(migration.scope(), first);
      try (Source open = reading.source()) {
        fill(backfill(reading), first.store(), second);
      }
    }
  }

  private void fill(Backfill backfill, LiveStore first, SecondSide second) {
    if (backfill.published() && !second.store().state().complete()) {
      throw new CrossfadeException(
          ErrorCode.CF_6308,
          "the copy was voided, and its tables are still there: " + Voiding.WORD);
    }
    if (!backfill.published()) {
      backfill.begin();
      second.install();
      copy(backfill, first, second.store());
      console.cancellation().check();
      note(backfill.constrain());
      catchUp(first, second.store());
      console.cancellation().check();
      second.fence();
    }
    backfill.publish();
    try (SecondSide visible = migration.wiring().second().apply(migration.visible())) {
      visible.published(backfill.foreignKeys());
    }
    migration.enter(Stage.DUAL_WRITE);
    migration.event("backfilled", "the tables are visible in " + migration.record().schema(), null);
  }

  private void copy(Backfill backfill, LiveStore first, LiveStore second) {
    if (!second.state().complete()) {
      throttle.await(lease);
      backfill.copy(this::paced);
      migration.event("loaded", "all rows are there; their keys are made", null);
      backfill.keys();
      second.change(Rules::complete);
      migration.event("copied", "keys are made; passes begin", null);
    }
    catchUp(first, second);
  }

  /** Called by whichever thread copies. */
  private synchronized void paced(long rows) {
    throttle.spent(rows);
    throttle.await(lease);
  }

  /** A second's rows at most at once, so that a slow copy is no sequence of bursts. */
  private long chunkRows() {
    long rows = throttle.rows();
    return rows == 0 ? CHUNK_ROWS : Math.max(CHUNK_ROWS_MIN, Math.min(CHUNK_ROWS, rows));
  }

  private void catchUp(LiveStore first, LiveStore second) {
    for (int i = 0; i < PASSES_MAX; i++) {
      throttle.await(lease);
      PassResult result = Pass.run(first, second);
      throttle.spent(result.keys());
      if (result.kind() != PassResult.Kind.OVERTAKEN && result.keys() < NEARLY_NOTHING) {
        return;
      }
    }
  }

  private void note(List<Finding> findings) {
    for (Finding finding : findings) {
      String text = finding.subject() + ": " + finding.text();
      console.note().accept(text);
      migration.event("note", text, null);
    }
  }

  private Backfill backfill(MoveSource reading) {
    return backfill(migration, reading, console, chunkRows());
  }

  /** The copy as it stands, for who does not copy. */
  static Backfill backfill(Migration migration, MoveSource reading, Console console) {
    return backfill(migration, reading, console, CHUNK_ROWS);
  }

  private static Backfill backfill(
      Migration migration, MoveSource reading, Console console, long chunkRows) {
    return new Backfill(
        reading,
        migration.wiring().target(),
        new Backfill.Task(
            migration.id(),
            migration.plan(),
            migration.record().planText(),
            migration.record().schema(),
            new MoveOptions.Effort(1, chunkRows)),
        console.events(),
        console.cancellation(),
        FaultPoints.clock());
  }
}
