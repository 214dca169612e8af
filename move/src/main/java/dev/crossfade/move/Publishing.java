package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Target;
import dev.crossfade.sql.dialect.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes all tables of a run visible in one transaction. */
final class Publishing {
  private static final String FOREIGN_KEYS =
      "SELECT child.relname, key.conname FROM pg_catalog.pg_constraint AS key"
          + " JOIN pg_catalog.pg_class AS child ON child.oid = key.conrelid"
          + " WHERE key.connamespace = pg_catalog.to_regnamespace(?)"
          + " AND key.contype = 'f' AND NOT key.condeferrable";

  private final Target target;
  private final String staging;
  private final String schema;

  Publishing(Target target, String staging, String schema) {
    this.target = target;
    this.staging = staging;
    this.schema = schema;
  }

  /**
   * Refuses what would need more locks than the server has room for. Each table takes one, and so
   * do its sequence and each view.
   */
  static void checkLocks(Target target, Plan plan, SchemaWork work) {
    long[] capacity = new long[1];
    target.query(
        "SELECT current_setting('max_locks_per_transaction')::bigint"
            + " * (current_setting('max_connections')::bigint"
            + " + current_setting('max_prepared_transactions')::bigint)",
        List.of(),
        row -> capacity[0] = Long.parseLong(row.get(0)));
    long locks = (long) plan.moved().size() + work.sequences().size() + work.views().size();
    if (locks > capacity[0] * 15 / 16) {
      throw new CrossfadeException(
          ErrorCode.CF_5207,
          plan.moved().size()
              + " tables, their sequences and views need "
              + locks
              + " locks, the server has room for "
              + capacity[0]);
    }
  }

  /** Moves the staging schema's tables and views, replacing those of the same name if asked. */
  void publish(Plan plan, List<String> views, boolean replace) {
    Set<String> staged = new HashSet<>(target.relations(staging));
    List<String> statements = new ArrayList<>();
    createSchema(statements);
    if (replace) {
      statements.addAll(new Replacement(target, schema, plan, views).statements());
    }
    for (CollectionPlan table : plan.moved()) {
      statements.add(move("TABLE", table.target()));
    }
    for (String view : views) {
      if (staged.contains(view)) {
        statements.add(move("VIEW", view));
      }
    }
    statements.add("DROP SCHEMA " + Identifiers.quote(staging));
    target.execute(statements);
  }

  /** Adds the staging tables' rows to the tables that exist. */
  void insert(Plan plan, List<String> sequences) {
    List<String> statements = new ArrayList<>();
    // Parents may come behind their children, and rows may refer to each other.
    List<String> strict = strictForeignKeys();
    strict.forEach(key -> statements.add(key + " DEFERRABLE"));
    statements.add("SET CONSTRAINTS ALL DEFERRED");
    for (CollectionPlan table : plan.moved()) {
      String columns =
          table.columns().stream()
              .map(ColumnPlan::target)
              .map(Identifiers::quote)
              .collect(Collectors.joining(", "));
      statements.add(
          "INSERT INTO "
              + Identifiers.quote(schema, table.target())
              + " ("
              + columns
              + ") SELECT "
              + columns
              + " FROM "
              + Identifiers.quote(staging, table.target()));
    }
    statements.add("SET CONSTRAINTS ALL IMMEDIATE");
    strict.forEach(key -> statements.add(key + " NOT DEFERRABLE"));
    statements.addAll(sequences);
    statements.add("DROP SCHEMA " + Identifiers.quote(staging) + " CASCADE");
    target.execute(statements);
  }

  private List<String> strictForeignKeys() {
    List<String> keys = new ArrayList<>();
    target.query(
        FOREIGN_KEYS,
        List.of(Identifiers.quote(schema)),
        row ->
            keys.add(
                "ALTER TABLE "
                    + Identifiers.quote(schema, row.get(0))
                    + " ALTER CONSTRAINT "
                    + Identifiers.quote(row.get(1))));
    return keys;
  }

  private void createSchema(List<String> statements) {
    boolean[] exists = new boolean[1];
    target.query(
        "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?",
        List.of(schema),
        row -> exists[0] = true);
    if (!exists[0]) {
      statements.add("CREATE SCHEMA " + Identifiers.quote(schema));
    }
  }

  private String move(String kind, String name) {
    return "ALTER "
        + kind
        + " "
        + Identifiers.quote(staging, name)
        + " SET SCHEMA "
        + Identifiers.quote(schema);
  }
}
