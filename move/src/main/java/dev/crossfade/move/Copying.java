package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Copies all collections of a plan, and decides what rejects mean. */
final class Copying {
  private final RunContext context;
  private final MoveOptions options;
  private final Map<String, Double> seconds = new ConcurrentHashMap<>();

  Copying(RunContext context, MoveOptions options) {
    this.context = context;
    this.options = options;
  }

  /** Seconds of each table's copy, by target. */
  Map<String, Double> seconds() {
    return seconds;
  }

  void run(Plan plan, SourceShape shape) {
    int jobs = Math.min(options.jobs(), context.source().concurrentScans());
    List<CollectionPlan> moved = plan.moved();
    Parallel.map(jobs, moved, collection -> copy(collection, rows(shape, collection)));
  }

  /** The same for a source that is written to meanwhile: nobody knows how many rows come. */
  void runUncounted(Plan plan) {
    int jobs = Math.min(options.jobs(), context.source().concurrentScans());
    Parallel.map(jobs, plan.moved(), collection -> copyTable(collection, -1));
  }

  private boolean copy(CollectionPlan collection, long expected) {
    copyTable(collection, expected);
    if (collection.where() == null) {
      requireAll(collection, expected);
    }
    return true;
  }

  private boolean copyTable(CollectionPlan collection, long expected) {
    context.cancellation().check();
    long start = System.nanoTime();
    new TableCopy(context, collection, expected, options.effort().chunkRows()).run();
    seconds.put(collection.target(), (System.nanoTime() - start) / 1e9);
    return true;
  }

  /**
   * A scan that ends early would give fewer rows than the inspection counted in the same snapshot.
   */
  private void requireAll(CollectionPlan collection, long expected) {
    long read =
        context.ledger().checkpoints(context.runId(), collection.target()).stream()
            .mapToLong(Checkpoint::read)
            .sum();
    if (read < expected) {
      throw new CrossfadeException(
          ErrorCode.CF_5066,
          collection.source() + ": " + expected + " rows were counted and " + read + " were read");
    }
  }

  /** Records that do not fit, in all tables and all tries of this run. */
  long rejected(Plan plan) {
    long rejected = 0;
    for (CollectionPlan collection : plan.moved()) {
      for (Checkpoint chunk : context.ledger().checkpoints(context.runId(), collection.target())) {
        rejected += chunk.rejected();
      }
    }
    return rejected;
  }

  /** The error that names the first of them. */
  CrossfadeException doNotFit(Plan plan) {
    long rejected = rejected(plan);
    return new CrossfadeException(
        ErrorCode.CF_5202,
        rejected
            + (rejected == 1 ? " record does" : " records do")
            + " not fit; the first: "
            + context.rejects().named().replaceFirst("\\.$", "")
            + ". All are listed by: crossfade rejects list "
            + context.runId());
  }

  private static long rows(SourceShape shape, CollectionPlan plan) {
    return shape.collections().stream()
        .filter(collection -> collection.name().equals(plan.source()))
        .mapToLong(CollectionShape::rows)
        .findFirst()
        .orElse(-1);
  }
}
