package dev.crossfade.postgres.connect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Whether a target is fit for Crossfade: its version, the rights of the role, and settings that
 * would get in the way. No superuser is needed for any of it, nor to ask.
 */
public final class TargetRights {
  private static final int VERSION_MIN = 140_000;
  private static final int CONNECTIONS_MIN = 4;
  private static final int LOCKS_MIN = 6_000;

  private static final String CREATE_SCHEMAS = "right to create schemas";
  private static final String IN_SCHEMA = "schema ";
  private static final String CONTROL = "control schema crossfade";
  private static final String TEMPORARY = "right to make temporary tables";
  private static final String FUNCTIONS = "right to make functions";

  private TargetRights() {}

  /**
   * One question and its answer.
   *
   * @param name what was asked, for example "right to create schemas"
   * @param ok whether the answer is as it should be
   * @param required whether Crossfade cannot work without; otherwise it is a recommendation
   * @param found what was found
   * @param advice what to do if it is not ok, else empty
   */
  public record Check(String name, boolean ok, boolean required, String found, String advice) {}

  /**
   * Asks all questions.
   *
   * @param schema the schema that tables are moved into, existing or not
   */
  public static List<Check> check(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SqlResource.read("rights.sql"))) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        List<Check> checks = new ArrayList<>();
        server(checks, row);
        rights(checks, row, schema);
        settings(checks, row);
        return List.copyOf(checks);
      }
    }
  }

  /**
   * The rights that a move lacks.
   *
   * @param schema the schema that tables are moved into, existing or not
   * @param creates whether tables are made there, or only filled
   */
  static List<Check> missing(Connection connection, String schema, boolean creates)
      throws SQLException {
    return check(connection, schema).stream()
        .filter(check -> !check.ok())
        .filter(
            check ->
                check.name().equals(CREATE_SCHEMAS)
                    || (creates && check.name().equals(IN_SCHEMA + schema)))
        .toList();
  }

  /**
   * The rights that a live migration lacks which copies, or is to begin.
   *
   * @param schema the schema where the tables become visible, existing or not
   */
  static List<Check> missingToFollow(Connection connection, String schema) throws SQLException {
    Set<String> needed = Set.of(CREATE_SCHEMAS, IN_SCHEMA + schema, CONTROL, TEMPORARY, FUNCTIONS);
    return check(connection, schema).stream()
        .filter(check -> !check.ok() && needed.contains(check.name()))
        .toList();
  }

  /**
   * The rights that a live migration lacks whose tables are visible.
   *
   * @param schema of the tables
   * @param tables their names
   */
  static List<Check> missingToGoOn(Connection connection, String schema, Collection<String> tables)
      throws SQLException {
    Set<String> needed = Set.of(CONTROL, TEMPORARY, FUNCTIONS);
    List<Check> missing = new ArrayList<>();
    missingToFollow(connection, schema).stream()
        .filter(check -> needed.contains(check.name()))
        .forEach(missing::add);
    try (PreparedStatement statement =
        connection.prepareStatement(SqlResource.read("owners.sql"))) {
      statement.setString(1, schema);
      statement.setArray(2, connection.createArrayOf("text", tables.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String owner = row.getString("owner_quoted");
          missing.add(
              required(
                  "table " + row.getString("table_quoted"),
                  false,
                  "belongs to " + owner,
                  "GRANT " + owner + " TO " + row.getString("role_quoted") + ";"));
        }
      }
    }
    return missing;
  }

  private static void server(List<Check> checks, ResultSet row) throws SQLException {
    String version = row.getString("version");
    boolean recent = row.getInt("version_number") >= VERSION_MIN;
    checks.add(required("version", recent, version, "Upgrade to PostgreSQL 14 or newer."));
    String encoding = row.getString("encoding");
    checks.add(
        required(
            "encoding",
            "UTF8".equals(encoding),
            encoding,
            "Create a database with ENCODING 'UTF8' TEMPLATE template0, and name it in the URL."));
    boolean readOnly = row.getBoolean("read_only");
    checks.add(
        required(
            "writable",
            !readOnly,
            readOnly ? "read-only" : "read and write",
            "Name the primary server in the URL; this one is a replica or set to read-only."));
  }

  private static void rights(List<Check> checks, ResultSet row, String schema) throws SQLException {
    String role = row.getString("role_quoted");
    String database = row.getString("database_quoted");
    boolean create = row.getBoolean("create_in_database");
    String grantCreate = "GRANT CREATE ON DATABASE " + database + " TO " + role + ";";
    checks.add(required(CREATE_SCHEMAS, create, granted(create), grantCreate));
    boolean exists = row.getBoolean("schema_exists");
    boolean usable = row.getBoolean("schema_usage") && row.getBoolean("schema_create");
    checks.add(
        required(
            IN_SCHEMA + schema,
            exists ? usable : create,
            exists ? granted(usable) : absent(create),
            exists
                ? "GRANT USAGE, CREATE ON SCHEMA "
                    + row.getString("schema_quoted")
                    + " TO "
                    + role
                    + ";"
                : grantCreate));
    checks.add(control(row, role, create, grantCreate));
    boolean temporary = row.getBoolean("temporary_tables");
    checks.add(
        required(
            TEMPORARY,
            temporary,
            granted(temporary),
            "GRANT TEMPORARY ON DATABASE " + database + " TO " + role + ";"));
    boolean functions = row.getBoolean("functions");
    checks.add(
        required(
            FUNCTIONS,
            functions,
            granted(functions),
            "GRANT USAGE ON LANGUAGE plpgsql TO " + role + ";"));
  }

  private static Check control(ResultSet row, String role, boolean create, String grantCreate)
      throws SQLException {
    if (!row.getBoolean("control_exists")) {
      return required(CONTROL, create, absent(create), grantCreate);
    }
    String owners = row.getString("control_owners");
    if (owners != null) {
      // Who is a member of the owner has its rights on the schema too.
      return required(
          CONTROL,
          false,
          "its tables belong to " + owners,
          "GRANT " + owners + " TO " + role + ";");
    }
    boolean usable = row.getBoolean("control_usable");
    return required(
        CONTROL,
        usable,
        granted(usable),
        "GRANT USAGE, CREATE ON SCHEMA crossfade TO " + role + ";");
  }

  private static void settings(List<Check> checks, ResultSet row) throws SQLException {
    long left = row.getLong("connections_left");
    checks.add(
        recommended(
            "connections left",
            left >= CONNECTIONS_MIN,
            Long.toString(left),
            "Close idle connections, raise max_connections, or use --jobs 1."));
    String timeout = row.getString("statement_timeout");
    checks.add(
        recommended(
            "statement_timeout",
            "0".equals(timeout),
            timeout,
            "ALTER ROLE " + row.getString("role_quoted") + " SET statement_timeout = 0;"));
    long locks = row.getLong("locks_max");
    checks.add(
        recommended(
            "locks",
            locks >= LOCKS_MIN,
            Long.toString(locks),
            "Raise max_locks_per_transaction to move thousands of tables in one run."));
    boolean durable = row.getBoolean("fsync") && !"off".equals(row.getString("synchronous_commit"));
    checks.add(
        recommended(
            "durability",
            durable,
            durable ? "fsync and synchronous_commit on" : "commits may be lost in a crash",
            "Set fsync and synchronous_commit on."));
  }

  private static Check required(String name, boolean ok, String found, String advice) {
    return new Check(name, ok, true, found, ok ? "" : advice);
  }

  private static Check recommended(String name, boolean ok, String found, String advice) {
    return new Check(name, ok, false, found, ok ? "" : advice);
  }

  private static String absent(boolean create) {
    return create ? "absent, will be created" : "absent, and may not be created";
  }

  private static String granted(boolean right) {
    return right ? "granted" : "missing";
  }
}
