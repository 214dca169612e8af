package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows two files by one process. */
final class LiveSeveralTest {
  private static final String USERS = "users.sqlite";

  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "INSERT INTO item VALUES (1, 'one')");
    live.sqliteFile(
        USERS,
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "INSERT INTO person VALUES (1, 'one')");
  }

  @AfterEach
  void end() throws Exception {
    live.run(0, "follow", live.file(), live.file(USERS), "--stop");
    live.close();
  }

  private Console.Result follow(int status, String... more) throws Exception {
    String[] arguments = new String[more.length + 6];
    System.arraycopy(
        new String[] {"follow", live.file(), live.file(USERS), "--into", "app", "--yes"},
        0,
        arguments,
        0,
        6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return live.run(status, arguments);
  }

  /** Makes a plan file in the folder. */
  private void plan(String... arguments) {
    Console.Result made = new Console(folder, "").bare(arguments);
    assertThat(made.status()).as(made.toString()).isZero();
  }

  @Test
  void allAreFollowedVerifiedAndSwitchedOneByOne() throws Exception {
    follow(0, "--detach");
    live.sqlite("INSERT INTO item VALUES (2, 'two')");
    live.sqliteFile(USERS, "INSERT INTO person VALUES (2, 'two'), (3, 'three')");
    live.awaitRows("SELECT count(*) FROM app.item", "2");
    live.awaitRows("SELECT count(*) FROM app.person", "3");
    assertThat(live.run(0, "status").out()).contains("app.sqlite").contains(USERS);
    assertThat(live.run(0, "status", "--of", live.file(USERS)).out()).doesNotContain("app.sqlite");
    Console.Result verified = live.run(0, "verify", "--live", "--json");
    assertThat(verified.out().split("\"equal\":true", -1)).hasSize(3);

    live.run(0, "pause", "--of", live.file(USERS), "--reason", "a test");
    Console.Result half = live.run(4, "switch", "--yes");
    assertThat(half.err()).contains("2 files, one after the other").contains("Not switched");
    assertThat(live.run(0, "stage", "--of", live.file(), "--json").field("stage"))
        .isEqualTo("NEW_FIRST");
    live.run(0, "resume");
    Console.Result whole = live.run(0, "switch", "--yes");
    assertThat(whole.out()).contains("took writes already").contains("takes writes now");
    live.target("INSERT INTO app.person VALUES (4, 'four')");
    live.run(0, "verify", "--live");
    assertThat(live.run(0, "back", "--yes").out().split("takes writes now", -1)).hasSize(3);
    assertThat(live.run(2, "retire", "--yes").err()).contains("CF-6303");
  }

  @Test
  void onePlanFileNamesThem() throws Exception {
    Path plan = folder.resolve("both.yaml");
    // Named as seen from where the commands run.
    plan("plan", "app.sqlite", USERS, "--out", "both.yaml");
    String written = Files.readString(plan);
    assertThat(written).contains("source: app.sqlite").contains("source: " + USERS);
    Files.writeString(plan, written.replace("target: person", "target: people"));
    assertThat(live.run(0, "follow", "--plan", "both.yaml", "--into", "app", "--dry-run").err())
        .contains(live.file())
        .contains(live.file(USERS));

    live.run(0, "follow", "--plan", "both.yaml", "--into", "app", "--yes", "--detach");
    live.sqlite("INSERT INTO item VALUES (2, 'two')");
    live.sqliteFile(USERS, "INSERT INTO person VALUES (2, 'two'), (3, 'three')");
    live.awaitRows("SELECT count(*) FROM app.item", "2");
    live.awaitRows("SELECT count(*) FROM app.people", "3");
    assertThat(live.run(0, "follow", "--plan", "both.yaml", "--stop").out()).contains("Stopped");
  }

  @Test
  void aPlanFileIsTakenByWhatItNames() throws Exception {
    plan("plan", "app.sqlite", USERS, "--out", "both.yaml");
    plan("plan", "app.sqlite", "--out", "one.yaml");
    live.sqliteFile("other.sqlite", "CREATE TABLE other (id INTEGER PRIMARY KEY)");
    assertThat(live.run(2, "follow", "other.sqlite", "--plan", "both.yaml", "--yes").err())
        .contains("CF-1001")
        .contains("other.sqlite")
        .contains("plans of app.sqlite, " + USERS);
    assertThat(live.run(2, "follow", "app.sqlite", USERS, "--plan", "one.yaml", "--yes").err())
        .contains("crossfade plan app.sqlite " + USERS);
    assertThat(live.run(2, "follow", "--yes").err()).contains("SOURCE").contains("--plan");
    assertThat(
            live.run(0, "follow", live.file(USERS), "--plan", "both.yaml", "--dry-run", "--json")
                .out())
        .contains("person")
        .doesNotContain("item");
    Files.writeString(
        folder.resolve("both.yaml"),
        Files.readString(folder.resolve("both.yaml")).replace(USERS, "./app.sqlite"));
    assertThat(live.run(2, "follow", "--plan", "both.yaml", "--yes").err())
        .contains("two plans of ./app.sqlite");
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
  }

  @Test
  void aStandByTakesAllOfThemOver() throws Exception {
    String[] follow = {"follow", live.file(), live.file(USERS), "--into", "app", "--yes"};
    try (ChildProcess.Started first = live.another("first").start("", follow)) {
      live.awaitRows(
          "SELECT to_regclass('app.item') IS NOT NULL AND to_regclass('app.person') IS NOT NULL",
          "t");
      try (ChildProcess.Started second = live.another("second").start("", follow)) {
        LiveFixture.awaitNote(second, "app.sqlite: Standing by");
        LiveFixture.awaitNote(second, USERS + ": Standing by");
        first.process().destroyForcibly().onExit().join();
        live.sqlite("INSERT INTO item VALUES (2, 'two')");
        live.sqliteFile(USERS, "INSERT INTO person VALUES (2, 'two'), (3, 'three')");
        live.awaitRows("SELECT count(*) FROM app.item", "2");
        live.awaitRows("SELECT count(*) FROM app.person", "3");
        LiveFixture.awaitNote(second, "app.sqlite: Caught up");
        LiveFixture.awaitNote(second, USERS + ": Caught up");
        assertThat(live.run(0, "verify", "--live", "--json").out().split("\"equal\":true", -1))
            .hasSize(3);
      }
    }
  }

  @Test
  void whatStopsOneDoesNotStopTheOther() throws Exception {
    follow(0, "--detach");
    live.sqliteFile(USERS, "ALTER TABLE person RENAME COLUMN name TO called");
    live.awaitStatus("CF-6108");
    live.sqlite("INSERT INTO item VALUES (2, 'two')");
    live.awaitRows("SELECT count(*) FROM app.item", "2");
    assertThat(live.run(0, "status", "--of", live.file(), "--json").field("paused"))
        .isEqualTo("null");
    live.sqliteFile(USERS, "ALTER TABLE person RENAME COLUMN called TO name");
    live.run(0, "resume", "--of", live.file(USERS));
    live.sqliteFile(USERS, "INSERT INTO person VALUES (2, 'two')");
    live.awaitRows("SELECT count(*) FROM app.person", "2");
  }

  /** One whose first copy cannot be made is told, and the other is followed. */
  @Test
  void aCopyThatCannotBeMadePausesItsOwn() throws Exception {
    live.sqliteFile(
        USERS,
        "ALTER TABLE person ADD COLUMN amount",
        "INSERT INTO person VALUES (2, '', 2), (3, '', 'x')");
    plan("plan", "app.sqlite", USERS, "--out", "both.yaml");
    Path plan = folder.resolve("both.yaml");
    Files.writeString(
        plan,
        Files.readString(plan)
            .replaceFirst("(source: amount\\n +conversion: )[A-Z_]+", "$1INTEGER"));
    assertThat(follow(1, "--plan", "both.yaml", "--detach").out()).contains("CF-5202");
    live.sqlite("INSERT INTO item VALUES (2, 'two')");
    live.awaitRows("SELECT count(*) FROM app.item", "2");
    live.sqliteFile(USERS, "UPDATE person SET amount = 3 WHERE id = 3");
    live.run(0, "resume", "--of", live.file(USERS));
    live.awaitRows("SELECT to_regclass('app.person') IS NOT NULL", "t");
  }

  @Test
  void aTableOfBothIsRefusedBeforeAnything() throws Exception {
    live.sqlite("CREATE TABLE sale (id INTEGER PRIMARY KEY)");
    live.sqliteFile(USERS, "CREATE TABLE item (id INTEGER PRIMARY KEY)");
    assertThat(follow(2).err()).contains("CF-6326").contains("app.item");
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
    assertThat(live.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    assertThat(follow(0, "--dry-run", "--exclude", "item").err()).contains("person");
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
  }
}
