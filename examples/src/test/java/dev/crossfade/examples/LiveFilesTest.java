package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Follows files that a program rewrites as it likes, by processes of the command line. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveFilesTest {
  @TempDir Path folder;

  private LiveFixture live;
  private LiveFolder data;

  @BeforeEach
  void begin() throws Exception {
    data = new LiveFolder(folder.resolve("data"));
    live = new LiveFixture(folder, "data", "bots", LiveData.Target.scratch());
    data.replace("users.json", LiveFolder.users(1, 200, "u"));
    data.replace("conversations.jsonl", LiveFolder.conversations(1, 300, "hello"));
    data.replace("days.csv.gz", LiveFolder.days(1, 100, "dry"));
    for (int i = 1; i <= 4; i++) {
      data.replace("profiles/p%d.json".formatted(i), profile(i, "first"));
    }
  }

  private static String profile(int id, String mood) {
    return "{\"id\": %d, \"mood\": \"%s\", \"traits\": {\"age\": %d}}".formatted(id, mood, id * 3);
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  private void follow() throws Exception {
    live.follow("--every", "1s");
  }

  private void equal() throws Exception {
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  @Test
  void theTargetFollowsWhateverTheProgramDoesToItsFiles() throws Exception {
    String names = data.names();
    follow();
    equal();
    assertThat(live.rows("SELECT count(*) FROM bots.users")).isEqualTo("200");
    assertThat(live.rows("SELECT count(*) FROM bots.days")).isEqualTo("100");
    assertThat(live.rows("SELECT count(*) FROM bots.profiles")).isEqualTo("4");

    data.replace("users.json", LiveFolder.users(5, 204, "v"));
    live.awaitRows(
        "SELECT min(id) || ' ' || max(id) || ' ' || min(name) FROM bots.users", "5 204 v10");
    data.append("conversations.jsonl", LiveFolder.conversations(301, 320, "more"));
    live.awaitRows("SELECT count(*) FROM bots.conversations", "320");
    data.replace("days.csv.gz", LiveFolder.days(3, 101, "wet"));
    live.awaitRows("SELECT count(*) || max(note) FROM bots.days", "99wet");
    data.replace("profiles/p5.json", profile(5, "new"));
    data.remove("profiles/p1.json");
    data.replace("profiles/p2.json", profile(22, "key"));
    live.awaitRows("SELECT string_agg(id::text, ',' ORDER BY id) FROM bots.profiles", "3,4,5,22");
    equal();
    assertThat(data.names())
        .isEqualTo(
            names
                .replace("p1.json", "p2.json")
                .replace("p2.json profiles/p2.json", "p2.json")
                .replace("p4.json", "p4.json profiles/p5.json"));
    assertThat(live.run(0, "status").out()).contains("snapshots").contains("every 1 s");

    Console.Result voided = live.command("stage", "LEGACY_ONLY", "--yes");
    assertThat(voided.status()).isNotZero();
    assertThat(voided.err()).contains("CF-6323").contains("crossfade retire");

    live.stop();
    data.replace("users.json", LiveFolder.users(7, 204, "w"));
    follow();
    live.awaitRows("SELECT count(*) || min(name) FROM bots.users", "198w10");
    live.run(0, "retire", "--yes");
    assertThat(live.rows("INSERT INTO bots.users (id) VALUES (9003) RETURNING id"))
        .isEqualTo("9003");
    assertThat(ours()).isEmpty();
  }

  @Test
  void theEntriesOfAnEdnMapAreFollowed() throws Exception {
    data.replace("memory.edn", "{" + presence(1, "Ann") + presence(2, "Bob") + "}");
    follow();
    equal();
    assertThat(live.rows("SELECT string_agg(name, ',' ORDER BY joined_at) FROM bots.memory"))
        .isEqualTo("Ann,Bob");
    data.replace("memory.edn", "{" + presence(3, "Cid") + presence(1, "Anna") + "}");
    live.awaitRows("SELECT string_agg(name, ',' ORDER BY joined_at) FROM bots.memory", "Anna,Cid");
    assertThat(live.rows("SELECT tags FROM bots.memory WHERE user_id = 'u3'"))
        .isEqualTo("[\":a\", \":b-3\"]");
    equal();
  }

  private static String presence(int id, String name) {
    return ("\"presence/%1$d\" {:user/id \"u%1$d\" :name \"%2$s\" :tags #{:a :b-%1$d}"
            + " :joined-at #inst \"2026-01-0%1$dT00:00:00Z\"}\n")
        .formatted(id, name);
  }

  /** What is left of ours where commands run. */
  private List<String> ours() throws Exception {
    try (var left = Files.list(folder.resolve(".crossfade"))) {
      return left.map(one -> one.getFileName().toString())
          .filter(name -> name.startsWith("snapshot-") || name.startsWith("files-"))
          .toList();
    }
  }

  @Test
  void whateverDiesGoesOn() throws Exception {
    int last = 200;
    for (String point :
        List.of(
            "live.snapshot.installed",
            "live.backfill.copied",
            "live.snapshot.copied",
            "live.snapshot.compared",
            "live.backfill.published")) {
      live.dieFollowing(point, "--every", "1s");
      data.replace("users.json", LiveFolder.users(1, ++last, "u"));
    }
    for (String point :
        List.of(
            "live.snapshot.prepared",
            "live.pass.taken",
            "live.pass.before-commit",
            "live.pass.committed",
            "live.pass.applied",
            "live.pass.trimmed")) {
      live.dieFollowing(point, "--every", "1s");
      // What the pass brought over, and nobody confirmed, is as it was before again.
      data.replace("users.json", LiveFolder.users(1, last - 1, "u"));
      live.dieFollowing(point, "--every", "1s");
      data.replace("users.json", LiveFolder.users(1, ++last, point.substring(5, 6)));
    }
    follow();
    equal();
    assertThat(live.rows("SELECT count(*) FROM bots.users")).isEqualTo(String.valueOf(last));
  }

  /** Cut in the middle of a record, and left so for as long as the test wants. */
  @Test
  void aHalfWrittenFileIsWaitedForAndToldAndNeverTakenForDeletes() throws Exception {
    follow();
    String users = LiveFolder.users(1, 205, "n");
    data.half("users.json", users, users.length() / 2);
    live.awaitStatus("cannot be read since");
    assertThat(live.run(0, "status").out()).contains("users").contains("CF-22");
    data.append("conversations.jsonl", "{\"id\": \"c-1\", \"bo");
    live.awaitEvent("unreadable");
    assertThat(live.rows("SELECT count(*) || min(name) FROM bots.users")).isEqualTo("200u1");
    assertThat(live.run(1, "verify", "--live").err()).contains("CF-6510");

    data.append("conversations.jsonl", "t\": 1, \"messages\": []}\n");
    data.remove("users.json");
    live.awaitStatus("CF-2215");
    assertThat(live.rows("SELECT count(*) FROM bots.users")).isEqualTo("200");
    data.replace("users.json", users);
    live.awaitRows("SELECT count(*) || min(name) FROM bots.users", "205n1");
    live.awaitRows("SELECT count(*) FROM bots.conversations", "301");
    equal();
    assertThat(live.status()).doesNotContain("cannot be read");
  }

  @Test
  void aFolderThatVanishesIsWaitedFor() throws Exception {
    follow();
    Files.move(folder.resolve("data"), folder.resolve("away"));
    live.awaitStatus("cannot be read since");
    assertThat(live.rows("SELECT count(*) FROM bots.users")).isEqualTo("200");
    Files.move(folder.resolve("away"), folder.resolve("data"));
    live.await("an end of it", () -> !live.status().contains("cannot be read since"));
    data.append("conversations.jsonl", LiveFolder.conversations(400, 400, "back"));
    live.awaitRows("SELECT count(*) FROM bots.conversations", "301");
    for (int i = 1; i <= 4; i++) {
      data.remove("profiles/p%d.json".formatted(i));
    }
    live.awaitStatus("CF-2215");
    data.replace("profiles/p9.json", profile(9, "alone"));
    live.awaitRows("SELECT string_agg(id::text, ',') FROM bots.profiles", "9");
    equal();
  }

  /** A file that was cut between two records parses. */
  @Test
  void manyRowsThatAreGonePauseUntilAPersonAccepts() throws Exception {
    follow();
    data.replace("users.json", LiveFolder.users(1, 90, "u"));
    awaitPaused("CF-6501");
    assertThat(live.run(0, "events", "--json").out()).contains("users: 110 of 200");
    assertThat(live.rows("SELECT count(*) FROM bots.users")).isEqualTo("200");
    data.replace("users.json", LiveFolder.users(1, 200, "w"));
    live.run(0, "resume");
    live.awaitRows("SELECT count(*) || min(name) FROM bots.users", "200w1");

    data.half("conversations.jsonl", LiveFolder.conversations(1, 300, "hello"), 0);
    awaitPaused("CF-6501");
    live.run(0, "resume");
    live.awaitRows("SELECT count(*) FROM bots.conversations", "0");
    assertThat(live.rows("SELECT count(*) FROM bots.conversations_messages")).isEqualTo("0");
    equal();
  }

  @Test
  void recordsOfOneKeyPauseUntilTheyAreCorrected() throws Exception {
    follow();
    data.replace("users.json", "[{\"id\": 1, \"name\": \"a\"}, {\"id\": 1, \"name\": \"b\"}]");
    awaitPaused("CF-6512");
    assertThat(live.run(0, "events", "--json").out()).contains("records 1 and 2");
    assertThat(live.rows("SELECT count(*) FROM bots.users")).isEqualTo("200");
    data.replace("users.json", LiveFolder.users(1, 199, "w"));
    live.run(0, "resume");
    live.awaitRows("SELECT count(*) || min(name) FROM bots.users", "199w1");
    equal();
  }

  @Test
  void aCollectionWithoutAKeyIsRefusedAndFollowedByAPlanThatNamesOne() throws Exception {
    data.replace("load.csv", "day,bot,load\n1,1,5\n1,2,6\n2,1,5\n");
    Console.Result refused = live.run(2, "follow", live.file(), "--into", "bots", "--yes");
    assertThat(refused.err())
        .contains("CF-6305")
        .contains("load: it has no key")
        .contains("key: [");
    String plan = folder.resolve("plan.yaml").toString();
    new Console(folder, "").bare("plan", live.file(), "--out", plan);
    Path written = Path.of(plan);
    String text = Files.readString(written);
    int at = text.indexOf("source: load");
    assertThat(at).as(text).isPositive();
    String keyed =
        text.substring(at)
            .replaceFirst("key: \\[\\]", "key: [day, bot]")
            .replaceFirst("(- source: day\n)", "$1        nullable: false\n")
            .replaceFirst("(- source: bot\n)", "$1        nullable: false\n");
    Files.writeString(written, text.substring(0, at) + keyed);
    live.follow("--every", "1s", "--plan", plan);
    data.replace("load.csv", "day,bot,load\n1,1,5\n1,2,7\n3,1,5\n");
    live.awaitRows(
        "SELECT string_agg(concat_ws('-', day, bot, load), ' ' ORDER BY day, bot) FROM bots.load",
        "1-1-5 1-2-7 3-1-5");
    equal();
  }

  @Test
  void aSwitchMakesTheFilesReadOnlyAndAChangeAfterwardsIsAnAlarm() throws Exception {
    Files.setPosixFilePermissions(
        data.path("users.json"), PosixFilePermissions.fromString("rw-rw-r--"));
    follow();
    equal();
    data.append("conversations.jsonl", LiveFolder.conversations(301, 301, "last"));
    live.die("live.switch.drained:1", "switch", "--yes");
    assertThat(live.rows("SELECT count(*) FROM bots.conversations")).isEqualTo("301");
    assertThat(permissions("users.json")).isEqualTo("r--r--r--");
    assertThat(permissions("profiles")).doesNotContain("w");
    live.run(0, "switch", "cancel");
    assertThat(permissions("users.json")).isEqualTo("rw-rw-r--");
    assertThat(permissions("profiles")).contains("w");
    data.append("conversations.jsonl", LiveFolder.conversations(302, 302, "after"));
    live.awaitRows("SELECT count(*) FROM bots.conversations", "302");

    Console.Result switched = live.run(0, "switch", "--yes");
    assertThat(switched.err()).contains("Stop the program").contains("no way back");
    assertThat(permissions("users.json")).isEqualTo("r--r--r--");
    live.rows("INSERT INTO bots.users (id, name) VALUES (9001, 'new') RETURNING id");
    live.awaitRows("SELECT count(*) FROM crossfade.live_outbox", "0");
    assertThat(live.run(1, "back", "--yes").err()).contains("CF-6513");
    assertThat(live.run(0, "status").out()).contains("read-only").doesNotContain("ALARM");

    String changed = LiveFolder.users(1, 200, "u").replace("\"u7\"", "\"x7\"");
    data.half("users.json", changed, changed.length());
    live.awaitEvent("id=7");
    assertThat(live.events()).contains("alarm").contains("users: 1 keys");
    assertThat(live.run(0, "status").out()).contains("ALARM").contains("id=7");
    assertThat(live.rows("SELECT name FROM bots.users WHERE id = 7")).isEqualTo("u7");
    live.run(0, "retire", "--yes");
    assertThat(permissions("users.json")).isEqualTo("rw-rw-r--");
    assertThat(ours()).isEmpty();
  }

  @Test
  void aSwitchThatDiesWhileItClosesLeavesNothingReadOnly() throws Exception {
    follow();
    equal();
    for (String point : List.of("live.files.remembered", "live.files.readonly")) {
      live.die(point + ":1", "switch", "--yes");
      live.await(point, () -> permissions("users.json").contains("w"));
      live.await(point, () -> permissions("profiles").contains("w"));
      live.await(point, () -> live.run(0, "status", "--json").field("stage").equals("DUAL_WRITE"));
    }
    data.append("conversations.jsonl", LiveFolder.conversations(301, 301, "last"));
    live.awaitRows("SELECT count(*) FROM bots.conversations", "301");
    live.run(0, "switch", "--yes");
    assertThat(permissions("users.json")).doesNotContain("w");
    assertThat(live.run(0, "status", "--json").field("stage")).isEqualTo("NEW_FIRST");
  }

  /** Text where every record had a truth value. */
  @Test
  void aValueThatDoesNotFitKeepsItsKeyAndShutsTheGate() throws Exception {
    follow();
    data.replace(
        "users.json",
        LiveFolder.users(1, 201, "n").replaceFirst("\"on\": true", "\"on\": \"maybe\""));
    live.awaitRows("SELECT count(*) FROM bots.users", "201");
    assertThat(live.run(0, "status", "--json").field("deadKeys")).isEqualTo("1");
    assertThat(live.rows("SELECT name FROM bots.users WHERE id = 1")).isEqualTo("u1");
    equal();
    assertThat(live.run(4, "switch", "--yes").err()).contains("CF-6004").contains("dead-keys");
    data.replace("users.json", LiveFolder.users(1, 201, "n"));
    live.awaitRows("SELECT name FROM bots.users WHERE id = 1", "n1");
    assertThat(live.run(0, "status", "--json").field("deadKeys")).isEqualTo("0");
    equal();
  }

  @Test
  void filesThatDoNotComeToRestAreNotSwitched() throws Exception {
    follow();
    equal();
    String half = LiveFolder.users(1, 200, "n");
    data.half("users.json", half, 500);
    Console.Result refused =
        live.run(1, "switch", "--yes", "--override", "lag", "--reason", "a test", "--limit", "60");
    assertThat(refused.err()).contains("CF-6510");
    assertThat(permissions("users.json")).contains("w");
    data.replace("users.json", half);
    live.awaitRows("SELECT min(name) FROM bots.users", "n1");
    equal();
  }

  /** One row in the middle, and the order of all of them, is another one with each state. */
  @Test
  void everySampledStateIsAPastStateOfTheFile() throws Exception {
    long seed = System.nanoTime();
    data.replace("users.json", state(0));
    follow();
    Thread program = new Thread(() -> write(new Random(seed)));
    program.start();
    List<Integer> seen = new ArrayList<>();
    try {
      for (String point : List.of("live.snapshot.prepared:1", "live.pass.committed:1", "")) {
        int until = seen.isEmpty() ? 2 : seen.get(seen.size() - 1) + 2;
        live.await("state " + until, () -> sample(seen) >= until);
        if (!point.isEmpty()) {
          live.kill();
          live.dieFollowing(point, "--every", "1s");
          sample(seen);
          follow();
        }
      }
    } finally {
      stopped.set(true);
      program.join();
    }
    live.await("the last state", () -> sample(seen) == written.get());
    assertThat(seen).as("seed " + seed).isSorted();
    assertThat(failure.get()).isNull();
    equal();
  }

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Every row bears the state's number; how many there are follows from it. */
  private static String state(int number) {
    return LiveFolder.users(number % 5 + 1, 200 + number % 7, "s%d-".formatted(number));
  }

  private void write(Random random) {
    try {
      while (!stopped.get()) {
        int next = written.get() + 1;
        String text = state(next);
        if (random.nextInt(3) == 0) {
          data.half("users.json", text, random.nextInt(text.length()));
          LockSupport.parkNanos(random.nextInt(300) * 1_000_000L);
        }
        data.replace("users.json", text);
        written.set(next);
        LockSupport.parkNanos((random.nextInt(2) == 0 ? 50 : 2500) * 1_000_000L);
      }
    } catch (Exception failed) {
      failure.set(failed);
    }
  }

  /** The number of the state that the target shows, which must be whole. */
  private int sample(List<Integer> seen) throws Exception {
    String[] found =
        live.rows(
                "SELECT concat_ws(' ', min(split_part(name, '-', 1)), max(split_part(name, '-', 1)),"
                    + " min(id), max(id), count(*)) FROM bots.users")
            .split(" ");
    assertThat(found[1]).isEqualTo(found[0]);
    int number = Integer.parseInt(found[0].substring(1));
    int least = number % 5 + 1;
    int most = 200 + number % 7;
    assertThat(found[2] + " " + found[3] + " " + found[4])
        .isEqualTo(least + " " + most + " " + (most - least + 1));
    seen.add(number);
    return number;
  }

  private String permissions(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path(name)));
  }

  private void awaitPaused(String code) throws Exception {
    live.awaitRows(
        "SELECT count(*) FROM crossfade.live_migrations WHERE paused LIKE '" + code + "%'", "1");
  }
}
