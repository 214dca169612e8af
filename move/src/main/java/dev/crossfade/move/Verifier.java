package dev.crossfade.move;

import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.store.Target;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import java.util.List;

/** Compares a source with its tables at any time, value by value, in both directions. */
public final class Verifier {
  private final Source source;
  private final Target target;
  private final Options options;
  private final Events events;
  private final Cancellation cancellation;

  /**
   * How to compare.
   *
   * @param schema where the tables are
   * @param runId the run whose dead letters the target rightly lacks; empty for none
   * @param limit how many differences to list for each table
   * @param jobs how many tables to compare at once
   */
  public record Options(String schema, String runId, int limit, int jobs) {}

  /**
   * @param source opened source
   * @param target the target
   * @param options how to compare
   * @param events progress goes there, phase {@code verify}
   * @param cancellation asked whether to stop
   */
  public Verifier(
      Source source, Target target, Options options, Events events, Cancellation cancellation) {
    this.source = source;
    this.target = target;
    this.options = options;
    this.events = events;
    this.cancellation = cancellation;
  }

  /**
   * What was found in one table.
   *
   * @param plan the collection
   * @param result the comparison
   * @param seconds how long it took
   */
  public record TableResult(CollectionPlan plan, ComparisonResult result, double seconds) {}

  /** Compares the plan's collections with their tables. */
  public List<TableResult> run(Plan plan) {
    int jobs = Math.min(options.jobs(), source.concurrentScans());
    return Parallel.map(jobs, plan.moved(), this::compare);
  }

  private TableResult compare(CollectionPlan plan) {
    long start = System.nanoTime();
    TableComparison comparison =
        new TableComparison(source, target, options.schema(), options.limit());
    ComparisonResult result =
        comparison.compare(
            plan,
            KeyRange.ALL,
            deadRows(plan),
            rows -> {
              cancellation.check();
              events.emit(new Event.Progress("verify", plan.target(), rows, -1));
            });
    return new TableResult(plan, result, (System.nanoTime() - start) / 1e9);
  }

  private DeadRows deadRows(CollectionPlan plan) {
    return options.runId().isEmpty()
        ? new DeadRows()
        : DeadLetters.rows(target.ledger(), options.runId(), plan.target());
  }
}
