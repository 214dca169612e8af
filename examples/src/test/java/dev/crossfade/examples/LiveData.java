package dev.crossfade.examples;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The stores of a test: a folder with SQLite files, and a database; and a program that writes. */
public class LiveData {
  private static final String DEADLOCK = "40P01";
  private static final int TRIES = 10;

  /** Longer than anybody holds a file whose process gets no time for a while. */
  private static final String PATIENT = "PRAGMA busy_timeout = 300000";

  private final Path folder;
  private final Path file;
  private final Target target;

  /**
   * A database.
   *
   * @param url its URL for commands, with user and password
   * @param jdbcUrl its URL for the program, with both
   * @param drop what is done at the end
   */
  public record Target(String url, String jdbcUrl, Runnable drop) {
    static Target scratch() {
      ScratchDatabase database = ScratchServer.createDatabase();
      return new Target(database.url(), database.jdbcUrl(), database::close);
    }
  }

  /**
   * @param file the default one, from the folder
   */
  LiveData(Path folder, String file, Target target) {
    this.folder = folder;
    this.file = folder.resolve(file);
    this.target = target;
  }

  /** The file that is followed by default. */
  public final String file() {
    return file.toString();
  }

  final String file(String name) {
    return folder.resolve(name).toString();
  }

  final Path folder() {
    return folder;
  }

  final Target database() {
    return target;
  }

  /** Runs statements of the program on one connection to the default file. */
  public final void sqlite(String... statements) throws SQLException {
    sqliteFile(file(), statements);
  }

  final void sqliteFile(String name, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(name));
        Statement statement = connection.createStatement()) {
      statement.execute(PATIENT);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first cell of a query of the default file. */
  public final String cell(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(PATIENT);
      return first(connection, sql);
    }
  }

  /** Runs statements in the database, on one connection. */
  public final void target(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(target.jdbcUrl);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        execute(statement, sql);
      }
    }
  }

  /**
   * A pass locks several tables, and so does a statement that changes a table with its triggers and
   * keys, in another order. Which of the two PostgreSQL ends is chance: the follower makes its pass
   * again, and so the test its statement.
   */
  private static void execute(Statement statement, String sql) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        statement.execute(sql);
        return;
      } catch (SQLException failed) {
        if (!DEADLOCK.equals(failed.getSQLState()) || tries == TRIES) {
          throw failed;
        }
        statement.execute("ROLLBACK");
      }
    }
  }

  /** The first cell of a query of the database. */
  public final String rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(target.jdbcUrl)) {
      return first(connection, sql);
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Changes tables of the closed target as only somebody can who knows how a pass is marked. */
  final void behindTheFence(String... statements) throws SQLException {
    target(
        "BEGIN; SET LOCAL crossfade.pass = 'on';"
            + " UPDATE crossfade.live_stores SET pass_xid = pg_current_xact_id(); "
            + String.join("; ", statements)
            + "; COMMIT");
  }

  /** Changes the file, open or closed, unnoticed by the triggers. */
  final void fileBehindTheTriggers(String sql) throws SQLException {
    sqlite(
        "BEGIN IMMEDIATE",
        "UPDATE crossfade_fence SET pass = 1",
        sql,
        "UPDATE crossfade_fence SET pass = 0",
        "COMMIT");
  }
}
