package dev.crossfade.move;

import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the staging schema and its tables, or those that an earlier try had not made yet. */
final class Staging {
  /** Each table takes locks until its transaction ends; the default server has room for 6,400. */
  private static final int TABLES_PER_TRANSACTION = 200;

  private Staging() {}

  static void create(RunContext context, SchemaWork work) {
    String staging = context.staging();
    if (!exists(context)) {
      context.target().execute(List.of("CREATE SCHEMA " + Identifiers.quote(staging)));
    }
    Set<String> there = new HashSet<>(context.target().relations(staging));
    List<String> statements = new ArrayList<>();
    for (SchemaWork.Step step : work.create()) {
      if (!there.contains(step.table())) {
        statements.add(step.sql());
      }
    }
    for (int from = 0; from < statements.size(); from += TABLES_PER_TRANSACTION) {
      int to = Math.min(statements.size(), from + TABLES_PER_TRANSACTION);
      context.target().execute(statements.subList(from, to));
    }
  }

  static boolean exists(RunContext context) {
    boolean[] exists = new boolean[1];
    context
        .target()
        .query(
            "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?",
            List.of(context.staging()),
            row -> exists[0] = true);
    return exists[0];
  }

  static void drop(RunContext context) {
    context
        .target()
        .execute(
            List.of("DROP SCHEMA IF EXISTS " + Identifiers.quote(context.staging()) + " CASCADE"));
  }
}
