package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The followed tables as they are in the file; looked up anew when the schema is another one. */
final class FollowedTables {
  private static final String FENCED =
      "SELECT count(DISTINCT tbl_name) FROM sqlite_schema WHERE type = 'trigger'"
          + " AND name LIKE 'crossfade\\_%' ESCAPE '\\'";

  private final SqliteLiveStore.Options options;
  private final List<CollectionPlan> plans;
  private @Nullable Map<Integer, FollowedTable> known;
  private long checkedSchema = -1;

  FollowedTables(SqliteLiveStore.Options options, List<CollectionPlan> plans) {
    this.options = options;
    this.plans = plans;
  }

  /** What is installed, within a transaction of the caller. */
  Installation installation(SqliteDatabase database) {
    return new Installation(database, options, plans);
  }

  /**
   * Checks, within a transaction of the caller, that triggers and schema are as they were
   * installed.
   */
  void check(SqliteDatabase database) {
    long version = LiveFile.number(database, "PRAGMA schema_version");
    if (version == checkedSchema) {
      return;
    }
    Installation installation = installation(database);
    installation.requireInstalled();
    SchemaCheck.require(database);
    requireNumbered(database);
    installation.requirePlan();
    known = null;
    checkedSchema = version;
  }

  /** The triggers enter numbers; whose they are is told by rows that nothing else looks at. */
  private void requireNumbered(SqliteDatabase database) {
    long rows = LiveFile.number(database, "SELECT count(*) FROM crossfade_followed");
    if (rows < LiveFile.number(database, FENCED)) {
      throw new CrossfadeException(
          ErrorCode.CF_6106, database.location() + ": rows of crossfade_followed are missing");
    }
  }

  /** Says that the schema was changed by us. */
  void forget() {
    known = null;
    checkedSchema = -1;
  }

  /** All, in the order of their numbers. */
  Collection<FollowedTable> all(SqliteDatabase database) {
    return byNumber(database).values();
  }

  /** The one of a number; null when the plan does not name it. */
  @Nullable FollowedTable find(SqliteDatabase database, int number) {
    return byNumber(database).get(number);
  }

  /** The one of a collection. */
  FollowedTable of(SqliteDatabase database, CollectionPlan plan) {
    return all(database).stream()
        .filter(table -> table.plan().target().equals(plan.target()))
        .findFirst()
        .orElseThrow(() -> FollowedTable.refused(plan, "it is not followed"));
  }

  private Map<Integer, FollowedTable> byNumber(SqliteDatabase database) {
    Map<Integer, FollowedTable> tables = known;
    if (tables == null) {
      tables = new LinkedHashMap<>();
      for (FollowedTable table : installation(database).followed()) {
        tables.put(table.number(), table);
      }
      known = tables;
    }
    return tables;
  }
}
