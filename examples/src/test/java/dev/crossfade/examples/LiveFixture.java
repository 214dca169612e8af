package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that a program (the test) writes, a database, and the command line: each command runs in a
 * process of the pool, a follower too, so that it can be stopped, and killed, without the test.
 */
public final class LiveFixture extends LiveData implements AutoCloseable {
  /** Bounds hangs only: what is waited for takes a moment, but on a busy machine many of them. */
  private static final long LIMIT_NANOS = 600_000_000_000L;

  private static final long ASK_NANOS = 10_000_000;

  /** A verification finds a change of the schema that is still being taken over. */
  private static final String NOT_YET = "(?s).*CF-6(109|108|106|333|332).*";

  /** SQL states of a table and of a schema that are not there. */
  private static final Set<String> UNDEFINED = Set.of("42P01", "3F000");

  private static final Set<String> SWITCHES = Set.of("switch", "back");
  private static final Pattern LAG = Pattern.compile("\"lag\":\\{\"keys\":(-?[0-9]+),");

  private final String schema;
  private final List<LiveCommand> started = new ArrayList<>();
  private @Nullable LiveCommand follower;
  private boolean detached;

  /** Follows {@code app.sqlite} into the schema {@code app} of a new database. */
  LiveFixture(Path folder) {
    this(folder, "app");
  }

  LiveFixture(Path folder, String schema) {
    this(folder, "app.sqlite", schema, Target.scratch());
  }

  /**
   * @param folder where commands run
   * @param file the one that is followed, from there
   * @param schema for its tables
   * @param database where that is
   */
  public LiveFixture(Path folder, String file, String schema, Target database) {
    super(folder, file, database);
    this.schema = schema;
  }

  /** Starts a command that the test may leave to its end. */
  LiveCommand start(String fault, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(arguments));
    if (SWITCHES.contains(arguments[0]) && words.contains("--yes") && !words.contains("--limit")) {
      // On a busy machine the barrier may take longer than writers are to wait by default.
      words.addAll(List.of("--limit", "600"));
    }
    words.addAll(List.of("--to", database().url()));
    LiveCommand command = new LiveCommand(folder(), fault, words);
    started.add(command);
    return command;
  }

  /** Runs a command, however it ends. */
  Console.Result command(String... arguments) throws IOException, InterruptedException {
    Console.Result result = start("", arguments).end();
    assertThat(result.all()).doesNotContain(password());
    return result;
  }

  private String password() {
    String url = database().url();
    return url.substring(url.indexOf(':', "postgresql://".length()) + 1, url.indexOf('@'));
  }

  /** Runs a command, which must end with this status. */
  public Console.Result run(int status, String... arguments)
      throws IOException, InterruptedException {
    Console.Result result = command(arguments);
    assertThat(result.status())
        .as(String.join(" ", arguments) + "\n" + result + said())
        .isEqualTo(status);
    return result;
  }

  /** Runs a command that dies at a named place, {@code NAME} or {@code NAME:N}. */
  void die(String point, String... arguments) throws IOException, InterruptedException {
    String fault = point.contains(":") ? point : point + ":1";
    Console.Result died = start(fault, arguments).end();
    assertThat(died.status()).as(point + "\n" + died).isEqualTo(ChildProcess.HALTED);
  }

  /** A follower of the default file that dies at a named place. */
  void dieFollowing(String point, String... options) throws IOException, InterruptedException {
    die(point, following(options));
  }

  private String[] following(String... options) {
    List<String> words = new ArrayList<>(List.of("follow", file(), "--into", schema, "--yes"));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  /** Begins to follow the default file, or goes on, and waits until it has caught up. */
  public void follow(String... options) throws Exception {
    followBy("Caught up", following(options));
  }

  /** The same where it has to wait for a person. */
  void followUntilPaused() throws Exception {
    followBy("Paused: ", following());
  }

  /** Follows by a whole command, until it notes something. */
  void followBy(String note, String... arguments) throws Exception {
    LiveCommand command = start("", arguments);
    follower = command;
    awaitNote(command, note);
  }

  /** Follows the default file by a process that the command starts itself. */
  Console.Result detach(String... options) throws IOException, InterruptedException {
    detached = true;
    List<String> words = new ArrayList<>(List.of(following(options)));
    words.add("--detach");
    return run(0, words.toArray(String[]::new));
  }

  /** Stops the follower, as Ctrl-C does. */
  void stop() throws IOException, InterruptedException {
    LiveCommand command = follower;
    assertThat(command).as("a follower").isNotNull();
    if (command != null) {
      Console.Result ended = command.stop();
      assertThat(ended.status()).as(ended.toString()).isZero();
    }
  }

  /** Kills the follower with its process. */
  void kill() {
    if (follower != null) {
      assertThat(follower.isUnderWay()).as("the follower lives").isTrue();
      follower.close();
    }
  }

  /** Waits for a follower that ends by itself. */
  Console.Result ended() throws IOException, InterruptedException {
    if (follower == null) {
      throw new AssertionError("nobody follows");
    }
    return follower.end();
  }

  String status() throws IOException, InterruptedException {
    return run(0, "status", "--json").out();
  }

  String events() throws IOException, InterruptedException {
    return run(0, "events", "--last", "100").out();
  }

  /** Waits until it is paused, and gives the status. */
  String paused() throws Exception {
    await("a pause", () -> !status().contains("\"paused\":null"));
    return status();
  }

  /** Compares all of both stores, when what the program did to its schema is taken over. */
  void equal() throws Exception {
    await(
        "the take-over of the schema",
        () -> {
          Console.Result found = command("verify", "--live", "--json");
          if (found.status() != 0 && found.out().matches(NOT_YET)) {
            assertThat(status()).contains("\"paused\":null");
            return false;
          }
          assertThat(found.status()).as(found + "\n" + events()).isZero();
          return true;
        });
  }

  /** Repairs what a verification finds, until it finds nothing. */
  void mend() throws IOException, InterruptedException {
    if (command("verify", "--live").status() != 0) {
      run(0, "repair", "--differences");
    }
    assertThat(run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  /** Waits until a query of the database gives this; its table may still have to be made. */
  void awaitRows(String sql, String wanted) throws Exception {
    await(sql + " is " + wanted, () -> wanted.equals(rowsOfWhatIsThere(sql)));
  }

  private @Nullable String rowsOfWhatIsThere(String sql) throws SQLException {
    try {
      return rows(sql);
    } catch (SQLException failed) {
      if (UNDEFINED.contains(failed.getSQLState())) {
        return null;
      }
      throw failed;
    }
  }

  /**
   * Waits until the follower has brought over all that was written: what still waits shuts the gate
   * of the lag once the last pass is ten seconds old.
   */
  void caughtUp() throws Exception {
    await(
        "empty outbox",
        () -> LAG.matcher(status()).results().allMatch(lag -> lag.group(1).equals("0")));
  }

  /** Waits until the status shows this, to people or as JSON. */
  void awaitStatus(String wanted) throws Exception {
    await(
        "a status with " + wanted,
        () -> status().contains(wanted) || run(0, "status").out().contains(wanted));
  }

  void awaitEvent(String wanted) throws Exception {
    await("an event with " + wanted, () -> events().contains(wanted));
  }

  /** Waits until the follower notes this. */
  void awaitFollower(String wanted) throws Exception {
    if (follower != null) {
      awaitNote(follower, wanted);
    }
  }

  /** Waits until a command that goes on notes this. */
  private void awaitNote(LiveCommand command, String wanted) throws Exception {
    await(
        "a note with " + wanted,
        () -> {
          boolean over = !command.isUnderWay();
          boolean found = command.text("err").contains(wanted);
          if (over && !found) {
            throw new AssertionError("it ended: " + command.end());
          }
          return found;
        });
  }

  /** Asks until it is so. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + ": " + status() + "\n" + events() + said());
      }
      LockSupport.parkNanos(ASK_NANOS);
    }
  }

  /** What the follower noted, for messages. */
  private String said() throws IOException {
    return follower == null ? "" : "\n--- the follower\n" + follower.text("err");
  }

  /** Ends the follower, and drops the database. */
  @Override
  public void close() throws IOException, InterruptedException {
    try {
      if (follower != null && follower.isUnderWay()) {
        follower.stop();
      }
      if (detached) {
        run(0, "follow", file(), "--stop");
      }
    } finally {
      started.forEach(LiveCommand::close);
      database().drop().run();
    }
  }
}
