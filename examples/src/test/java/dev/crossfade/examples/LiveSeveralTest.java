package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Follows two files by one process. */
@Execution(ExecutionMode.CONCURRENT)
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
    live.close();
  }

  private String[] both(String... more) {
    return Stream.concat(
            Stream.of("follow", live.file(), live.file(USERS), "--into", "app", "--yes"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** Makes a plan file in the folder. */
  private void plan(String... arguments) {
    Console.Result made = new Console(folder, "").bare(arguments);
    assertThat(made.status()).as(made.toString()).isZero();
  }

  @Test
  void allAreFollowedVerifiedAndSwitchedOneByOne() throws Exception {
    live.followBy("users.sqlite: Caught up", both());
    live.awaitFollower("app.sqlite: Caught up");
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
    live.followBy("users.sqlite: Caught up", both());
    live.awaitFollower("app.sqlite: Caught up");
    LiveCommand second = live.start("", both());
    awaitNotes(second, "app.sqlite: Standing by", "users.sqlite: Standing by");
    live.kill();
    live.sqlite("INSERT INTO item VALUES (2, 'two')");
    live.sqliteFile(USERS, "INSERT INTO person VALUES (2, 'two'), (3, 'three')");
    live.awaitRows("SELECT count(*) FROM app.item", "2");
    live.awaitRows("SELECT count(*) FROM app.person", "3");
    awaitNotes(second, "app.sqlite: Caught up", "users.sqlite: Caught up");
    assertThat(live.run(0, "verify", "--live", "--json").out().split("\"equal\":true", -1))
        .hasSize(3);
  }

  private void awaitNotes(LiveCommand command, String... notes) throws Exception {
    for (String note : notes) {
      live.await("note of " + note, () -> command.text("err").contains(note));
    }
  }

  @Test
  void whatStopsOneDoesNotStopTheOther() throws Exception {
    live.followBy("users.sqlite: Caught up", both());
    live.sqliteFile(USERS, "ALTER TABLE person RENAME COLUMN name TO called");
    live.awaitStatus("CF-6108");
    // The gates tell it before the follower has seen it, which must not pause after the resume.
    live.awaitStatus("\"paused\":\"CF-6331");
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
    live.die("live.backfill.created", both());
    live.target("CREATE SCHEMA IF NOT EXISTS app", "CREATE TABLE app.person (a int)");
    try {
      assertThat(live.run(1, both("--detach")).out()).contains("CF-6342");
      live.sqlite("INSERT INTO item VALUES (2, 'two')");
      live.awaitRows("SELECT count(*) FROM app.item", "2");
      live.target("DROP TABLE app.person");
      live.run(0, "resume", "--of", live.file(USERS));
      live.awaitRows("SELECT to_regclass('app.person') IS NOT NULL", "t");
    } finally {
      live.run(0, "follow", live.file(), live.file(USERS), "--stop");
    }
  }

  @Test
  void aTableOfBothIsRefusedBeforeAnything() throws Exception {
    live.sqlite("CREATE TABLE sale (id INTEGER PRIMARY KEY)");
    live.sqliteFile(USERS, "CREATE TABLE item (id INTEGER PRIMARY KEY)");
    assertThat(live.run(2, both()).err()).contains("CF-6326").contains("app.item");
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
    assertThat(live.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    assertThat(live.run(0, both("--dry-run", "--exclude", "item")).err()).contains("person");
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
  }
}
