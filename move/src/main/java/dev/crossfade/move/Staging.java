package dev.crossfade.move;

import dev.crossfade.core.store.Target;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the staging schema and its tables, or those that an earlier try had not made yet. */
final class Staging {
  /** Each table takes locks until its transaction ends; the default server has room for 6,400. */
  private static final int TABLES_PER_TRANSACTION = 50;

  private static final String TABLES =
      "SELECT relname FROM pg_catalog.pg_class"
          + " WHERE relnamespace = pg_catalog.to_regnamespace(?) AND relkind = 'r'";

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

  /** Whether the staging schema is there; publishing a run takes it away. */
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

  /** Drops a staging schema and what is in it, a few tables at a time; it may be gone already. */
  static void drop(Target target, String staging) {
    List<String> tables = new ArrayList<>();
    target.query(
        TABLES,
        List.of(Identifiers.quote(staging)),
        row -> tables.add(Identifiers.quote(staging, row.get(0))));
    for (int from = 0; from < tables.size(); from += TABLES_PER_TRANSACTION) {
      int to = Math.min(tables.size(), from + TABLES_PER_TRANSACTION);
      target.execute(
          List.of("DROP TABLE " + String.join(", ", tables.subList(from, to)) + " CASCADE"));
    }
    target.execute(List.of("DROP SCHEMA IF EXISTS " + Identifiers.quote(staging) + " CASCADE"));
  }
}
