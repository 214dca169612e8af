package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.postgres.readback.QueryRead;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The triggers by which a table is followed. Each table has one function, which is the fence and
 * fills the outbox; three triggers call it:
 *
 * <ul>
 *   <li>{@code crossfade_fence}, before each statement: an early and clear refusal;
 *   <li>{@code crossfade_record}, after each row: the fence that counts, since partitions and
 *       replication go past statements, and the outbox. It sees the row as it was written, whatever
 *       other triggers made of it;
 *   <li>{@code crossfade_truncate}, after TRUNCATE: an entry for the whole table.
 * </ul>
 *
 * All are ENABLE ALWAYS; the function is SECURITY DEFINER with fixed settings, so that writers need
 * no right on the control schema and keys are printed the same way in every session.
 */
final class Guard {
  private static final String BODY = SqlText.read(Guard.class, "guard_body.sql");
  private static final String FUNCTION = SqlText.read(Guard.class, "guard_function.sql");
  private static final String TRIGGERS = SqlText.read(Guard.class, "guard_triggers.sql");
  private static final String ROW_TRIGGER = SqlText.read(Guard.class, "guard_row_trigger.sql");
  private static final String TABLES = SqlText.read(Guard.class, "tables.sql");
  private static final String KEY_ORDER = SqlText.read(Guard.class, "key_order.sql");
  private static final String FUNCTIONS =
      "SELECT proname FROM pg_proc WHERE pronamespace = to_regnamespace('crossfade')"
          + " AND starts_with(proname, ?) ORDER BY proname";
  private static final String LOCK_KEY =
      "SELECT hashtextextended('crossfade live ' || CAST(? AS text), 0)";

  private final LiveTarget target;
  private final Fingerprints fingerprints;

  Guard(LiveTarget target, Fingerprints fingerprints) {
    this.target = target;
    this.fingerprints = fingerprints;
  }

  /**
   * A followed table or a partition of one.
   *
   * @param number of the followed table
   * @param followed its name
   * @param depth 0 for the table itself
   * @param table as SQL
   * @param inherits whether it takes part in inheritance other than partitioning
   */
  private record Relation(int number, String followed, int depth, String table, boolean inherits) {}

  /** Makes functions and triggers, new or again, and keeps what the tables look like now. */
  void install(Connection connection) throws SQLException {
    Map<String, CollectionPlan> plans = new HashMap<>();
    target.collections().forEach(plan -> plans.put(plan.target(), plan));
    String lock = lockKey(connection);
    Map<String, String> functions = new LinkedHashMap<>();
    for (Relation relation : relations(connection)) {
      CollectionPlan plan = plans.get(relation.followed());
      if (plan == null) {
        continue;
      }
      require(connection, relation, plan);
      String function = function(relation.number());
      if (functions.put(relation.followed(), function) == null) {
        Parking.execute(connection, functionSql(relation, plan, lock, function));
      }
      if (relation.depth() == 0) {
        Parking.execute(connection, fill(ROW_TRIGGER, relation.table(), function));
      }
      Parking.execute(connection, fill(TRIGGERS, relation.table(), function));
      Parking.execute(
          connection,
          "ALTER TABLE " + relation.table() + " ENABLE ALWAYS TRIGGER crossfade_record");
    }
    for (String table : plans.keySet()) {
      if (!functions.containsKey(table)) {
        throw new CrossfadeException(
            ErrorCode.CF_6209, target.schema() + "." + table + " is not there");
      }
    }
    fingerprints.save(connection);
  }

  /** Drops functions and their triggers, whatever rows of the control schema are gone. */
  void remove(Connection connection) throws SQLException {
    for (String function : functions(connection)) {
      Parking.execute(
          connection, "DROP FUNCTION " + Identifiers.quote("crossfade", function) + "() CASCADE");
    }
    fingerprints.forget(connection);
  }

  /** Whether a table can be read in its key's order without sorting it. */
  boolean hasIndexInOrder(Connection connection, CollectionPlan plan) throws SQLException {
    Sessions.begin(connection);
    try (PreparedStatement query = connection.prepareStatement(KEY_ORDER)) {
      query.setArray(1, connection.createArrayOf("text", plan.key().toArray()));
      query.setString(2, Identifiers.quote(target.schema(), plan.target()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private void require(Connection connection, Relation relation, CollectionPlan plan)
      throws SQLException {
    if (relation.inherits()) {
      throw new CrossfadeException(
          ErrorCode.CF_6211, relation.table() + " takes part in inheritance");
    }
    if (plan.key().isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6211, relation.table() + " has no key");
    }
    for (ColumnPlan column : TableSql.keyColumns(plan)) {
      if (column.conversion().type().equals("json")) {
        throw new CrossfadeException(
            ErrorCode.CF_6211, relation.table() + "." + column.target() + " is json");
      }
    }
    if (relation.depth() == 0) {
      QueryRead.requireTable(connection, target.schema(), plan);
    }
  }

  private List<Relation> relations(Connection connection) throws SQLException {
    List<Relation> relations = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES)) {
      query.setString(1, target.schema());
      query.setString(2, target.migration());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          relations.add(
              new Relation(
                  row.getInt(1),
                  row.getString(2),
                  row.getInt(3),
                  Identifiers.quote(row.getString(4), row.getString(5)),
                  row.getBoolean(6)));
        }
      }
    }
    return relations;
  }

  private String functionSql(Relation relation, CollectionPlan plan, String lock, String function) {
    String body =
        BODY.replace("${lock}", lock)
            .replace("${migration}", Identifiers.literal(target.migration()))
            .replace("${number}", Integer.toString(relation.number()))
            .replace("${old}", keyTexts("OLD", plan))
            .replace("${new}", keyTexts("NEW", plan));
    return FUNCTION
        .replace("${function}", function)
        .replace("${settings}", settings(plan))
        .replace("${body}", Identifiers.literal(body));
  }

  /** What decides how the key's values are printed. Each setting costs every row a little. */
  private static String settings(CollectionPlan plan) {
    Set<String> settings = new TreeSet<>();
    for (ColumnPlan column : TableSql.keyColumns(plan)) {
      String type = column.conversion().type();
      if (type.startsWith("timestamp") || type.equals("date")) {
        settings.add("\nSET datestyle = 'ISO, YMD'");
        settings.add("\nSET timezone = 'UTC'");
      } else if (type.equals("bytea")) {
        settings.add("\nSET bytea_output = 'hex'");
      } else if (type.equals("double precision")) {
        settings.add("\nSET extra_float_digits = 3");
      }
    }
    return String.join("", settings);
  }

  private static String keyTexts(String row, CollectionPlan plan) {
    return TableSql.keyColumns(plan).stream()
        .map(column -> row + "." + Identifiers.quote(column.target()) + "::text")
        .collect(Collectors.joining(", "));
  }

  private static String fill(String template, String table, String function) {
    return template.replace("${table}", table).replace("${function}", function);
  }

  private String function(int number) {
    return Identifiers.quote("crossfade", prefix() + number);
  }

  private String prefix() {
    return "live_" + TableSql.digest(target.migration()) + "_";
  }

  private List<String> functions(Connection connection) throws SQLException {
    List<String> functions = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(FUNCTIONS)) {
      query.setString(1, prefix());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          functions.add(row.getString(1));
        }
      }
    }
    return functions;
  }

  private String lockKey(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LOCK_KEY)) {
      query.setString(1, target.migration());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Identifiers.literal(row.getString(1)) + "::bigint";
      }
    }
  }
}
