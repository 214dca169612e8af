package dev.crossfade.postgres.control;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Brings the control schema to the newest version. Each file runs in a transaction of its own with
 * its row in the history, under an advisory lock that ends with the transaction: of several
 * processes each applies what the others have not, a killed one leaves nothing behind, and a pooler
 * does no harm.
 */
final class Migrator {
  /** The lock's key: the letters of "crossfad". */
  private static final long LOCK = 0x63726f7373666164L;

  private static final String HISTORY = SqlText.read(Migrator.class, "history.sql");

  private final Sessions sessions;
  private final List<Migration> known;

  Migrator(Sessions sessions, List<Migration> known) {
    this.sessions = sessions;
    this.known = known;
  }

  void migrate() {
    Connection connection = sessions.take();
    try {
      while (!step(connection)) {
        connection.commit();
      }
      connection.commit();
    } catch (SQLException e) {
      boolean right = ServerFailure.state(e).equals("42501");
      if (right) {
        throw new CrossfadeException(ErrorCode.CF_5063, ServerFailure.message(e));
      }
      throw ServerFailure.statement(e, "making the control schema");
    } finally {
      sessions.giveBack(connection);
    }
  }

  /** Applies the next file; true when there was none left. */
  private boolean step(Connection connection) throws SQLException {
    Sessions.begin(connection);
    if (applied(connection).size() == known.size()) {
      check(applied(connection));
      return true;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      if (!exists(connection, "to_regnamespace('crossfade')")) {
        statement.execute("CREATE SCHEMA crossfade");
      }
      statement.execute(HISTORY);
      NavigableMap<Integer, String> applied = applied(connection);
      check(applied);
      for (Migration migration : known) {
        if (!applied.containsKey(migration.version())) {
          statement.execute(migration.sql());
          record(connection, migration);
          return false;
        }
      }
    }
    return true;
  }

  private void check(NavigableMap<Integer, String> applied) {
    NavigableMap<Integer, String> unknown = new TreeMap<>(applied);
    for (Migration migration : known) {
      String checksum = unknown.remove(migration.version());
      if (checksum != null && !checksum.equals(migration.checksum())) {
        throw new CrossfadeException(
            ErrorCode.CF_5062, "migration " + migration.version() + " " + migration.name());
      }
    }
    if (!unknown.isEmpty()) {
      requireKnown(unknown.lastKey(), known.size());
    }
  }

  /**
   * Refuses a control schema that a newer Crossfade has made.
   *
   * @throws CrossfadeException CF-5061
   */
  static void requireKnown(int found, int known) {
    if (found > known) {
      throw new CrossfadeException(
          ErrorCode.CF_5061, "it has version " + found + ", known here is up to " + known);
    }
  }

  private static NavigableMap<Integer, String> applied(Connection connection) throws SQLException {
    NavigableMap<Integer, String> applied = new TreeMap<>();
    if (!exists(connection, "to_regclass('crossfade.migrations')")) {
      return applied;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT version, checksum FROM crossfade.migrations")) {
      while (rows.next()) {
        applied.put(rows.getInt(1), rows.getString(2));
      }
    }
    return applied;
  }

  private static boolean exists(Connection connection, String object) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + object + " IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void record(Connection connection, Migration migration) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO crossfade.migrations (version, name, checksum) VALUES (?, ?, ?)")) {
      insert.setInt(1, migration.version());
      insert.setString(2, migration.name());
      insert.setString(3, migration.checksum());
      insert.executeUpdate();
    }
  }
}
