package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A small file with a database of its own, and the command line: commands in this process, what
 * follows in one of its own.
 */
final class FollowedShop implements AutoCloseable {
  private final Path file;
  private final ScratchDatabase database;
  private final ChildProcess child;
  private final Console console;

  FollowedShop(Path folder, String journal) throws Exception {
    file = folder.resolve("app.sqlite");
    database = ScratchServer.createDatabase();
    child = new ChildProcess(folder, database.url());
    console = new Console(folder, database.url());
    sqlite(
        "PRAGMA journal_mode=" + journal,
        "CREATE TABLE customer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE)",
        "CREATE TABLE sale (no INTEGER, line INTEGER, customer INTEGER REFERENCES customer (id),"
            + " price REAL, PRIMARY KEY (no, line)) WITHOUT ROWID",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
            + " INSERT INTO customer SELECT i, 'c' || i FROM n",
        "INSERT INTO sale SELECT id, 1, id, id / 4.0 FROM customer");
  }

  String file() {
    return file.toString();
  }

  ScratchDatabase database() {
    return database;
  }

  /** Commands in processes of their own. */
  ChildProcess child() {
    return child;
  }

  /** Commands in this process. */
  Console console() {
    return console;
  }

  /** Begins to follow into the schema {@code shop}, in the background. */
  void follow() {
    run(0, "follow", file(), "--into", "shop", "--yes", "--detach");
  }

  void stop() {
    run(0, "follow", file(), "--stop");
  }

  /** Runs a command, which must end so. */
  Console.Result run(int status, String... arguments) {
    Console.Result result = console.run(arguments);
    assertThat(result.status()).as(String.join(" ", arguments) + "\n" + result).isEqualTo(status);
    return result;
  }

  /** Statements of the program. */
  void sqlite(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first cell of a query of the file. */
  String inFile(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Statements on the target, as a superuser. */
  void postgres(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first cell of a query of the target. */
  String inTarget(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Asks the status until it contains a text. */
  Console.Result awaitStatus(String text) {
    Console.Result status = run(0, "status", "--json");
    for (int i = 0; i < 200 && !status.out().contains(text); i++) {
      status = run(0, "status", "--json");
    }
    assertThat(status.out()).contains(text);
    return status;
  }

  /** Asks for the events until one contains a text. */
  void awaitEvent(String text) {
    Console.Result events = run(0, "events");
    for (int i = 0; i < 200 && !events.out().contains(text); i++) {
      events = run(0, "events");
    }
    assertThat(events.out()).contains(text);
  }

  /** Repairs what a verification finds, until it finds nothing. */
  void mend() {
    if (console.run("verify", "--live").status() != 0) {
      run(0, "repair", "--differences");
    }
    assertThat(run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  @Override
  public void close() throws Exception {
    try {
      stop();
    } finally {
      database.close();
    }
  }
}
