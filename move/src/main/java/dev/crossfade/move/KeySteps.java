package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Target;
import dev.crossfade.sql.dialect.Identifiers;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the keys of a copy whose source was written to meanwhile. A row that was deleted and
 * inserted again behind the place of the scan was read twice; either may stay, for its key is in
 * the outbox, and the first pass writes it anew.
 */
final class KeySteps {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final Set<String> EXISTS = Set.of("42P07", "42710", "42P16");

  private KeySteps() {}

  static void make(RunContext context, SchemaWork work, Plan plan) {
    for (CollectionPlan collection : plan.moved()) {
      List<SchemaWork.Step> steps = steps(work, collection);
      if (steps.isEmpty()) {
        throw new CrossfadeException(
            ErrorCode.CF_6305, collection.source() + ": its key is not unique in the target");
      }
      for (SchemaWork.Step step : steps) {
        make(context, step, collection);
      }
    }
  }

  private static void make(RunContext context, SchemaWork.Step step, CollectionPlan collection) {
    String state = attempt(context.target(), step.sql());
    if (state.equals(UNIQUE_VIOLATION)) {
      context.target().execute(List.of(keepOne(context.staging(), collection)));
      state = attempt(context.target(), step.sql());
    }
    if (!state.isEmpty() && !EXISTS.contains(state)) {
      context.target().execute(List.of(step.sql())); // says why it fails
    }
  }

  private static String attempt(Target target, String sql) {
    return target.attempt(List.of(sql)).stream()
        .map(Target.FailedStatement::sqlState)
        .findFirst()
        .orElse("");
  }

  private static String keepOne(String schema, CollectionPlan plan) {
    String table = Identifiers.quote(schema, plan.target());
    String same =
        plan.key().stream()
            .map(Identifiers::quote)
            .map(column -> "extra." + column + " = kept." + column)
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM "
        + table
        + " AS extra USING "
        + table
        + " AS kept WHERE "
        + same
        + " AND extra.ctid < kept.ctid";
  }

  private static List<SchemaWork.Step> steps(SchemaWork work, CollectionPlan plan) {
    Set<String> names = new HashSet<>();
    for (TableModel table : work.expected().tables()) {
      if (table.name().equals(plan.target())) {
        names.addAll(names(table, new HashSet<>(plan.key())));
      }
    }
    return work.afterLoad().stream()
        .filter(step -> step.table().equals(plan.target()) && names.contains(step.subject()))
        .toList();
  }

  private static List<String> names(TableModel table, Set<String> key) {
    List<String> names = new ArrayList<>();
    KeyModel primary = table.primaryKey();
    if (primary != null && new HashSet<>(primary.columns()).equals(key)) {
      names.add(String.valueOf(primary.name()));
    }
    for (KeyModel unique : table.uniques()) {
      if (new HashSet<>(unique.columns()).equals(key)) {
        names.add(String.valueOf(unique.name()));
      }
    }
    for (IndexModel index : table.indexes()) {
      boolean plain =
          index.unique()
              && index.predicate() == null
              && index.parts().stream().noneMatch(IndexModel.Part::expression);
      if (plain
          && index.parts().stream()
              .map(IndexModel.Part::text)
              .collect(Collectors.toSet())
              .equals(key)) {
        names.add(index.name());
      }
    }
    return names;
  }
}
