package dev.crossfade.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Statements of a connection that are run again and again: to prepare one takes longer than to run
 * it. SQLite itself prepares a kept one anew when the schema has changed; one that is not running
 * holds no lock. Pragmas that set something do so when they are prepared, and are never kept.
 */
final class KeptStatements {
  private static final int MOST = 64;

  private final Connection connection;
  private final boolean keeps;
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

  KeptStatements(Connection connection, boolean keeps) {
    this.connection = connection;
    this.keeps = keeps;
  }

  /** A statement in use; nobody else gets it meanwhile. */
  final class Use implements AutoCloseable {
    private final String sql;
    private final PreparedStatement statement;
    private boolean done;

    private Use(String sql, PreparedStatement statement) {
      this.sql = sql;
      this.statement = statement;
    }

    PreparedStatement statement() {
      return statement;
    }

    /** Says that it ran to its end without a failure, or that its rows are no more wanted. */
    void done() {
      done = true;
    }

    @Override
    public void close() throws SQLException {
      if (!done || !keeps || !mayBeKept(sql)) {
        statement.close();
        return;
      }
      statement.unwrap(CoreStatement.class).pointer.safeRunConsume(DB::reset);
      keep(sql, statement);
    }
  }

  /** A statement, prepared now or before. */
  Use use(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return new Use(sql, kept == null ? connection.prepareStatement(sql) : kept);
  }

  private void keep(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement same = idle.put(sql, statement);
    close(same);
    if (idle.size() > MOST) {
      close(idle.remove(idle.keySet().iterator().next()));
    }
  }

  private static void close(@Nullable PreparedStatement statement) throws SQLException {
    if (statement != null) {
      statement.close();
    }
  }

  private static boolean mayBeKept(String sql) {
    return sql.startsWith("SELECT ")
        || sql.startsWith("INSERT ")
        || sql.startsWith("UPDATE ")
        || sql.startsWith("DELETE ")
        || sql.startsWith("BEGIN")
        || sql.equals("COMMIT")
        || sql.equals("PRAGMA data_version")
        || sql.equals("PRAGMA schema_version");
  }
}
