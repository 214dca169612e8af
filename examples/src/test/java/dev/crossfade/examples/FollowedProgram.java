package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file that a program (the test) writes, and a follower in a thread of this process. Commands run
 * in this process too, so that a test takes seconds.
 */
final class FollowedProgram implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  final Path file;
  final ScratchDatabase database;
  private final Path folder;
  private final Console console;
  private @Nullable Thread follower;
  private Console.@Nullable Result ended;

  FollowedProgram(Path folder, String... statements) throws SQLException {
    this.folder = folder;
    file = folder.resolve("app.sqlite");
    database = ScratchServer.createDatabase();
    console = new Console(folder, database.url());
    run(statements);
  }

  /** Begins to follow, or goes on, and waits until it has caught up. */
  void follow(String... options) throws Exception {
    String[] arguments = arguments(options);
    Thread thread = new Thread(() -> ended = console.run(arguments), "follower");
    follower = thread;
    thread.start();
    await("following", () -> events().contains(" backfilled "));
  }

  /** Follows in a process of its own that halts at a place. */
  void followAndDie(String point) throws Exception {
    Console.Result died = new ChildProcess(folder, database.url()).run(point + ":1", arguments());
    assertThat(died.status()).as(point + "\n" + died).isEqualTo(ChildProcess.HALTED);
  }

  /** Follows in a process of its own that is killed once the tables are visible. */
  void followAndKill() throws Exception {
    try (ChildProcess.Started child =
        new ChildProcess(folder, database.url()).start("", arguments())) {
      assertThat(child.process().isAlive()).isTrue();
      await("following", () -> events().contains(" backfilled "));
    }
  }

  private String[] arguments(String... options) {
    List<String> all =
        new java.util.ArrayList<>(List.of("follow", file.toString(), "--into", "shop", "--yes"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  String status() {
    return console.run("status", "--json").out();
  }

  /** Runs a command that must end with a status. */
  Console.Result command(int status, String... arguments) {
    Console.Result result = console.run(arguments);
    assertThat(result.status()).as(String.join(" ", arguments) + "\n" + result).isEqualTo(status);
    return result;
  }

  /** Waits until what the program did is taken over, then compares all of both stores. */
  void equal() throws Exception {
    await(
        "the schema's take-over",
        () -> {
          Console.Result found = console.run("verify", "--live", "--json");
          if (found.status() != 0 && found.out().matches("(?s).*CF-6(109|108|106|333|332).*")) {
            assertThat(status()).contains("\"paused\":null");
            return false;
          }
          assertThat(found.status()).as(found + "\n" + events()).isZero();
          return true;
        });
  }

  String events() {
    return console.run("events", "--last", "100").out();
  }

  /** Waits until it is paused, and gives the reason. */
  String paused() throws Exception {
    await("a pause", () -> !status().contains("\"paused\":null"));
    return status();
  }

  /** Runs statements of the program on one connection. */
  void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The only cell of a query on PostgreSQL. */
  @Nullable String there(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Runs a statement on PostgreSQL. */
  void make(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Asks until it is so. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      Thread thread = follower;
      if (thread != null && !thread.isAlive()) {
        throw new AssertionError("the follower ended before " + what + ": " + ended);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + ": " + status() + "\n" + events());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() throws Exception {
    try {
      Thread thread = follower;
      if (thread != null) {
        console.run("retire", "--yes");
        thread.join(LIMIT.toMillis());
        assertThat(thread.isAlive()).as("the follower").isFalse();
      }
    } finally {
      database.close();
    }
  }
}
