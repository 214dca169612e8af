package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes keys, indexes, foreign keys and views once the rows are there; lists what the data break.
 */
final class Constraining {
  /** Already there: a run that died here and was resumed makes everything again. */
  private static final Set<String> EXISTS = Set.of("42P07", "42710", "42P16");

  private static final String CHECK_VIOLATION = "23514";
  private static final int KEYS_NAMED = 20;

  private final RunContext context;
  private final int jobs;

  Constraining(RunContext context, int jobs) {
    this.context = context;
    this.jobs = jobs;
  }

  List<Finding> run(SchemaWork work, Plan plan) {
    List<Finding> findings = new ArrayList<>();
    Map<String, List<SchemaWork.Step>> byTable = new LinkedHashMap<>();
    for (SchemaWork.Step step : work.afterLoad()) {
      byTable.computeIfAbsent(step.table(), table -> new ArrayList<>()).add(step);
    }
    Parallel.map(jobs, List.copyOf(byTable.values()), this::afterLoad).forEach(findings::addAll);
    context.target().execute(work.sequences());
    // Each table of a foreign key is locked by it: two at once on the same table would only wait.
    for (SchemaWork.ForeignKeyStep key : work.foreignKeys()) {
      findings.addAll(foreignKey(key));
    }
    if (!plan.moved().isEmpty()) {
      findings.addAll(views(work.views()));
    }
    return findings;
  }

  private List<Finding> afterLoad(List<SchemaWork.Step> steps) {
    context.cancellation().check();
    List<Finding> findings = new ArrayList<>();
    for (Target.FailedStatement failed : failures(steps.stream().map(s -> s.sql()).toList())) {
      findings.add(violated(steps.get(failed.index()), failed));
    }
    return findings;
  }

  /** A check that rows break can be there for the rows to come; a key or index cannot. */
  private Finding violated(SchemaWork.Step step, Target.FailedStatement failed) {
    boolean check = failed.sqlState().equals(CHECK_VIOLATION);
    String text =
        check && context.target().attempt(List.of(step.sql() + " NOT VALID")).isEmpty()
            ? "made NOT VALID: rows of the source break it; mend them and run ALTER TABLE …"
                + " VALIDATE CONSTRAINT"
            : "not made, the server says: " + failed.message() + " (" + failed.sqlState() + ")";
    return new Finding(
        Finding.Kind.VIOLATION, step.table() + "." + step.subject(), text, List.of());
  }

  private List<Finding> foreignKey(SchemaWork.ForeignKeyStep key) {
    context.cancellation().check();
    String subject = key.table() + "." + key.name();
    for (Target.FailedStatement failed : failures(List.of(key.add()))) {
      return List.of(
          new Finding(
              Finding.Kind.VIOLATION,
              subject,
              "not made, the server says: " + failed.message() + " (" + failed.sqlState() + ")",
              List.of()));
    }
    if (context.target().attempt(List.of(key.validate())).isEmpty()) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    context
        .target()
        .query(
            key.orphans() + " LIMIT " + KEYS_NAMED,
            List.of(),
            row -> keys.add(String.join(", ", row)));
    return List.of(
        new Finding(
            Finding.Kind.VIOLATION,
            subject,
            "made NOT VALID: rows of the source have no parent; mend them and run"
                + " ALTER TABLE … VALIDATE CONSTRAINT",
            keys));
  }

  private List<Finding> views(List<SchemaWork.Step> views) {
    List<Finding> findings = new ArrayList<>();
    for (Target.FailedStatement failed : failures(views.stream().map(v -> v.sql()).toList())) {
      findings.add(
          Finding.note(
              views.get(failed.index()).subject(),
              "the view was left out, the server says: " + failed.message()));
    }
    return findings;
  }

  private List<Target.FailedStatement> failures(List<String> statements) {
    return context.target().attempt(statements).stream()
        .filter(failed -> !EXISTS.contains(failed.sqlState()))
        .toList();
  }
}
