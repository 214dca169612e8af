package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the tables of a run that are visible already; changes nothing. */
final class VisibleTables {
  private final RunContext context;
  private final MoveOptions options;
  private final Stopwatch watch;

  VisibleTables(RunContext context, MoveOptions options, Stopwatch watch) {
    this.context = context;
    this.options = options;
    this.watch = watch;
  }

  /** Compares the rows with what was read. */
  List<Proving.Proof> prove(Plan plan, MoveOptions.Check check, Map<String, Double> copySeconds) {
    Proving proving = new Proving(context, check, options.jobs(), options.schema());
    return watch.time("verify", () -> proving.run(plan, copySeconds));
  }

  /** Constraints that rows break, and what is not as it was meant. */
  List<Finding> schemaFindings(SchemaWork work) {
    String schema = options.schema();
    List<Finding> findings =
        new ArrayList<>(new Constraining(context, schema, options.jobs()).recheck(work));
    Set<String> listed = findings.stream().map(Finding::subject).collect(Collectors.toSet());
    findings.addAll(SchemaCheck.lacking(context.moveTarget(), schema, work.expected(), listed));
    return findings;
  }
}
