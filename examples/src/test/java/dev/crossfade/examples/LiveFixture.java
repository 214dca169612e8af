package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A folder with SQLite files, a database, and the command line in processes of its own. */
final class LiveFixture implements AutoCloseable {
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private final Path folder;
  private final ScratchDatabase database = ScratchServer.createDatabase();
  private final ChildProcess crossfade;

  LiveFixture(Path folder) {
    this.folder = folder;
    crossfade = new ChildProcess(folder, database.url());
  }

  /** The file that is followed by default. */
  String file() {
    return file("app.sqlite");
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  Path folder() {
    return folder;
  }

  /** Runs a command, which must end with this status. */
  Console.Result run(int status, String... arguments) throws IOException, InterruptedException {
    Console.Result result = crossfade.run("", arguments);
    assertThat(result.status()).as(String.join(" ", arguments) + "\n" + result).isEqualTo(status);
    return result;
  }

  /** Runs a command that dies at a named place. */
  void die(String point, String... arguments) throws IOException, InterruptedException {
    Console.Result died = crossfade.run(point + ":1", arguments);
    assertThat(died.status()).as(point + "\n" + died).isEqualTo(ChildProcess.HALTED);
  }

  /** Another place to run commands from, whose output goes elsewhere. */
  ChildProcess another(String name) throws IOException {
    return new ChildProcess(Files.createDirectory(folder.resolve(name)), database.url());
  }

  /** Follows the default file into the schema {@code app}, in the background. */
  void follow() throws IOException, InterruptedException {
    run(0, "follow", file(), "--into", "app", "--yes", "--detach");
  }

  void sqlite(String... statements) throws SQLException {
    sqliteFile("app.sqlite", statements);
  }

  void sqliteFile(String name, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(name));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first cell of a query of the file. */
  String cell(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      return first(connection, sql);
    }
  }

  /** Runs a statement in the database. */
  void target(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Changes tables of the closed target as only somebody can who knows how a pass is marked. */
  void behindTheFence(String sql) throws SQLException {
    target(
        "BEGIN; SET LOCAL crossfade.pass = 'on';"
            + " UPDATE crossfade.live_stores SET pass_xid = pg_current_xact_id(); "
            + sql
            + "; COMMIT");
  }

  /** Changes the file, open or closed, unnoticed by the triggers. */
  void fileBehindTheTriggers(String sql) throws SQLException {
    sqlite(
        "BEGIN IMMEDIATE",
        "UPDATE crossfade_fence SET pass = 1",
        sql,
        "UPDATE crossfade_fence SET pass = 0",
        "COMMIT");
  }

  /** The first cell of a query of the database. */
  String rows(String sql) throws SQLException {
    try (Connection connection = database.connect()) {
      return first(connection, sql);
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Waits until a query of the database gives this. */
  void awaitRows(String sql, String wanted) throws SQLException {
    long begun = System.nanoTime();
    for (String found = rows(sql); !found.equals(wanted); found = rows(sql)) {
      assertThat(System.nanoTime() - begun).as(sql + " gives " + found).isLessThan(LIMIT_NANOS);
    }
  }

  /** Waits until {@code status} shows this. */
  void awaitStatus(String wanted) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    for (String found = ""; !found.contains(wanted); found = run(0, "status").out()) {
      assertThat(System.nanoTime() - begun).as(found).isLessThan(LIMIT_NANOS);
    }
  }

  /** Waits until a process notes this. */
  static void awaitNote(ChildProcess.Started process, String text) throws IOException {
    long begun = System.nanoTime();
    while (!Files.readString(process.err()).contains(text)) {
      assertThat(System.nanoTime() - begun).as(text).isLessThan(LIMIT_NANOS);
      assertThat(process.process().isAlive()).as(Files.readString(process.err())).isTrue();
      Thread.onSpinWait();
    }
  }

  ChildProcess.Started start(String... arguments) throws IOException {
    return crossfade.start("", arguments);
  }

  /** Ends the follower of the default file, and drops the database. */
  @Override
  public void close() throws IOException, InterruptedException {
    try {
      run(0, "follow", file(), "--stop");
    } finally {
      database.close();
    }
  }
}
