package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Target;
import dev.crossfade.sql.dialect.Identifiers;
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

  private static final String NOT_VALIDATED =
      "SELECT 1 FROM pg_catalog.pg_constraint"
          + " WHERE conrelid = CAST(? AS regclass) AND conname = ? AND NOT convalidated";

  private static final String OFFENDERS = SqlText.read("offenders.sql");
  private static final String CHECK_VIOLATION = "23514";
  private static final int KEYS_NAMED = 20;

  private final RunContext context;
  private final String schema;
  private final int jobs;

  /**
   * @param schema where the tables are
   */
  Constraining(RunContext context, String schema, int jobs) {
    this.context = context;
    this.schema = schema;
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
    List<String> statements = steps.stream().map(SchemaWork.Step::sql).toList();
    for (Target.FailedStatement failed : context.target().attempt(statements)) {
      SchemaWork.Step step = steps.get(failed.index());
      if (!EXISTS.contains(failed.sqlState())) {
        findings.add(violated(step, failed));
      } else if (isNotValid(step.table(), step.subject())) {
        findings.add(notValid(step));
      }
    }
    return findings;
  }

  /** What {@link #run} had found, from tables that are there already; changes nothing. */
  List<Finding> recheck(SchemaWork work) {
    List<Finding> findings = new ArrayList<>();
    for (SchemaWork.Step step : work.afterLoad()) {
      if (isNotValid(step.table(), step.subject())) {
        findings.add(notValid(step));
      }
    }
    for (SchemaWork.ForeignKeyStep key : work.foreignKeys()) {
      if (isNotValid(key.table(), key.name())) {
        findings.add(orphans(key));
      }
    }
    return findings;
  }

  private boolean isNotValid(String table, String constraint) {
    boolean[] found = new boolean[1];
    context
        .target()
        .query(
            NOT_VALIDATED,
            List.of(Identifiers.quote(schema, table), constraint),
            row -> found[0] = true);
    return found[0];
  }

  private Finding notValid(SchemaWork.Step step) {
    return violation(
        step.table() + "." + step.subject(),
        "made NOT VALID: rows of the source break it; mend them and run ALTER TABLE …"
            + " VALIDATE CONSTRAINT",
        offenders(step));
  }

  private List<String> offenders(SchemaWork.Step step) {
    List<String> queries = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    Target target = context.target();
    target.query(
        OFFENDERS,
        List.of(Identifiers.quote(schema, step.table()), step.subject()),
        row -> queries.add(row.get(0)));
    try {
      for (String query : queries) {
        target.query(
            query + " LIMIT " + KEYS_NAMED, List.of(), row -> keys.add(String.join(", ", row)));
      }
    } catch (CrossfadeException e) {
      // An expression may fail in rows that the server did not come to: the check is listed anyway.
      if (e.code() != ErrorCode.CF_5058) {
        throw e;
      }
    }
    return keys;
  }

  private static Finding notMade(String subject, Target.FailedStatement failed) {
    return violation(
        subject,
        "not made, the server says: " + failed.message() + " (" + failed.sqlState() + ")",
        List.of());
  }

  private static Finding violation(String subject, String text, List<String> keys) {
    return new Finding(Finding.Kind.VIOLATION, subject, text, keys);
  }

  /** A check that rows break can be there for the rows to come; a key or index cannot. */
  private Finding violated(SchemaWork.Step step, Target.FailedStatement failed) {
    boolean check = failed.sqlState().equals(CHECK_VIOLATION);
    return check && context.target().attempt(List.of(step.sql() + " NOT VALID")).isEmpty()
        ? notValid(step)
        : notMade(step.table() + "." + step.subject(), failed);
  }

  private List<Finding> foreignKey(SchemaWork.ForeignKeyStep key) {
    context.cancellation().check();
    for (Target.FailedStatement failed : failures(List.of(key.add()))) {
      return List.of(notMade(key.table() + "." + key.name(), failed));
    }
    return context.target().attempt(List.of(key.validate())).isEmpty()
        ? List.of()
        : List.of(orphans(key));
  }

  private Finding orphans(SchemaWork.ForeignKeyStep key) {
    List<String> keys = new ArrayList<>();
    context
        .target()
        .query(
            key.orphans() + " LIMIT " + KEYS_NAMED,
            List.of(),
            row -> keys.add(String.join(", ", row)));
    return violation(
        key.table() + "." + key.name(),
        "made NOT VALID: rows of the source have no parent; mend them and run"
            + " ALTER TABLE … VALIDATE CONSTRAINT",
        keys);
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
