package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.LiveVerification;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.move.Growth;
import dev.crossfade.move.MoveSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ends the taking over of tables of which changes may have been missed, or that had rows before
 * their triggers: every key of either store is entered into the outbox, piece by piece, with passes
 * between; then the tables are compared. May be repeated from the start after a death.
 */
final class SchemaSettling {
  private static final int BATCH_BYTES = 320 * 1024;
  private static final int PASSES_MAX = 1000;
  private static final long FEW = 1000;

  private final Migration migration;
  private final Console console;

  SchemaSettling(Migration migration, Console console) {
    this.migration = migration;
    this.console = console;
  }

  /**
   * Refuses what must not be done before all is settled.
   *
   * @throws CrossfadeException CF-6332
   */
  static void require(Migration.Pair pair) {
    if (pair.first() instanceof ChangingSide side && !side.pending().isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6332, "in " + String.join(", ", side.pending()));
    }
  }

  /**
   * Settles what there is; who calls holds the lease, and the first store is open.
   *
   * @throws CrossfadeException CF-6334 when a table still differs
   */
  void run(Migration.Pair pair) {
    if (!(pair.first() instanceof ChangingSide side)
        || side.pending().isEmpty()
        || !side.store().state().open()) {
      return;
    }
    pair.second().requireKnownServer();
    List<String> pending = side.pending();
    LiveStore second = pair.second().store();
    MoveSource reading = migration.wiring().reading().apply(migration.scope(), side);
    List<CollectionPlan> plans =
        migration.plan().moved().stream().filter(one -> pending.contains(one.target())).toList();
    try (Source source = reading.source()) {
      for (CollectionPlan plan : plans) {
        removed(plan, side.store(), second);
        present(plan, source, side.store(), second);
        FaultPoints.hit("live.schema.entered");
        compare(plan, side.store(), second);
      }
    }
    uniques(reading, pending);
    side.entered(pending);
  }

  /** Keys that the target has; the source may have lost them unrecorded. */
  private void removed(CollectionPlan plan, LiveStore first, LiveStore second) {
    RowScan rows = null;
    while (rows == null) {
      console.cancellation().check();
      rows = second.read(plan, KeyRange.ALL, second.state().version());
    }
    try (RowScan scan = rows) {
      enter(plan, scan, first, second);
    }
  }

  private void present(CollectionPlan plan, Source source, LiveStore first, LiveStore second) {
    try (RowScan scan = source.scan(plan, Position.START, rejected -> {})) {
      enter(plan, scan, first, second);
    }
  }

  private void enter(CollectionPlan plan, RowScan scan, LiveStore first, LiveStore second) {
    RowBatch batch = new RowBatch(BATCH_BYTES);
    KeyOrder key = new KeyOrder(plan.keyPositions());
    while (scan.next(batch)) {
      List<byte[]> keys = new ArrayList<>();
      for (int row = 0; row < batch.rows(); row++) {
        keys.add(key.extract(batch.data(), batch.start(row), batch.end(row)));
      }
      first.touch(Map.of(plan, keys));
      pass(first, second);
    }
  }

  private void pass(LiveStore first, LiveStore second) {
    for (int i = 0; i < PASSES_MAX; i++) {
      console.cancellation().check();
      PassResult result = Pass.run(first, second);
      if (result.kind() == PassResult.Kind.BLOCKED) {
        throw new CrossfadeException(ErrorCode.CF_6332, second.name() + " takes no passes");
      }
      if (result.kind() != PassResult.Kind.OVERTAKEN && result.keys() < FEW) {
        return;
      }
    }
  }

  private void compare(CollectionPlan plan, LiveStore first, LiveStore second) {
    VerifiedCollection found =
        new LiveVerification(
                first,
                second,
                LiveVerification.Limits.DEFAULT,
                console.cancellation(),
                console.events())
            .verify(plan);
    if (!found.equal()) {
      throw new CrossfadeException(
          ErrorCode.CF_6334, plan.target() + ": " + found.differences() + " keys differ");
    }
    migration.event(
        "schema",
        "table " + plan.target() + " is compared: " + found.rows() + " rows, equal",
        null);
  }

  private void uniques(MoveSource reading, List<String> pending) {
    List<String> statements =
        new Growth(
                reading, migration.wiring().target(), migration.plan(), migration.record().schema())
            .missing(pending)
            .uniques();
    for (var failed : migration.wiring().target().target().attempt(statements)) {
      String text = statements.get(failed.index()) + ": not made, " + failed.message();
      migration.event("schema", text, null);
    }
  }
}
