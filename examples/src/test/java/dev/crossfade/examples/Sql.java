package dev.crossfade.examples;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Questions to a database, SQLite or PostgreSQL, by a connection that nobody else uses. */
final class Sql implements AutoCloseable {
  private static final String OTHERS =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND application_name = 'crossfade'";
  private static final long ASK_NANOS = 10_000_000;

  private final Connection connection;

  private Sql(Connection connection) {
    this.connection = connection;
  }

  static Sql postgres(String jdbcUrl) throws SQLException {
    Sql sql = new Sql(DriverManager.getConnection(jdbcUrl));
    sql.execute("SET TimeZone = 'UTC'");
    return sql;
  }

  static Sql sqlite(Path file) throws SQLException {
    return new Sql(DriverManager.getConnection("jdbc:sqlite:" + file));
  }

  /** The rows, columns joined by {@code |}, null as {@code NULL}. */
  List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          String text = result.getString(column);
          row.add(text == null ? "NULL" : text);
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  /** The only column of the only row. */
  String one(String query) throws SQLException {
    List<String> rows = rows(query);
    if (rows.size() != 1) {
      throw new AssertionError("not one row: " + rows);
    }
    return rows.get(0);
  }

  /**
   * Waits until the server has seen that processes of ours are dead: their locks are free then.
   * That is a moment after their end, in which a command of this JVM may have begun.
   */
  void awaitDeaths() throws SQLException {
    while (!one(OTHERS).equals("0")) {
      LockSupport.parkNanos(ASK_NANOS);
    }
  }

  void execute(String statement) throws SQLException {
    try (Statement open = connection.createStatement()) {
      open.execute(statement);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
