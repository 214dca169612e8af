package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Holds a follower back by each limit, changes them while it follows, and switches all the same.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LiveThrottleTest {
  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "INSERT INTO item VALUES (1, 'one')");
    live.target("CREATE TABLE public.busy (yes boolean)");
    live.target("INSERT INTO public.busy VALUES (false)");
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void aConditionHoldsUntilItIsOverAndNothingIsKeptOpen() throws Exception {
    live.follow();
    assertThat(live.run(0, "throttle").out()).contains("Nothing holds passes back");
    live.run(0, "throttle", "--while-sql", "SELECT yes FROM public.busy");
    live.target("UPDATE public.busy SET yes = true");
    live.awaitStatus("while-sql: the condition says so");
    live.sqlite("INSERT INTO item VALUES (2, 'late')");
    assertThat(live.run(0, "status", "--json").out()).contains("\"reason\":\"while-sql");
    assertThat(live.run(0, "throttle", "--json").field("reason")).startsWith("while-sql");
    assertThat(live.rows("SELECT count(*) FROM app.item")).isEqualTo("1");
    // It asks for the condition now and then, in a transaction; what it kept open would stay.
    live.awaitRows(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND state LIKE 'idle in transaction%'"
            + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')",
        "0");
    live.awaitRows(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND relation IN"
            + " (SELECT oid FROM pg_class WHERE relname = 'item')",
        "0");
    assertThat(live.run(0, "status", "--json").field("follower")).isNotEqualTo("null");

    live.target("UPDATE public.busy SET yes = false");
    live.awaitRows("SELECT count(*) FROM app.item", "2");
    assertThat(live.run(0, "events", "--json").out())
        .contains("\"kind\":\"throttle\"")
        .contains("while-sql SELECT yes FROM public.busy");
  }

  @Test
  void aConditionThatFailsHoldsAndIsTold() throws Exception {
    live.follow();
    assertThat(live.run(1, "throttle", "--while-sql", "SELECT yes FROM public.none").err())
        .contains("CF-6321");
    assertThat(live.run(0, "throttle", "--json").field("whileSql")).isEqualTo("null");
    live.run(0, "throttle", "--while-sql", "SELECT yes FROM public.busy", "--dry-run");
    assertThat(live.run(0, "throttle", "--json").field("whileSql")).isEqualTo("null");
    live.run(0, "throttle", "--while-sql", "SELECT yes FROM public.busy");
    live.target("ALTER TABLE public.busy RENAME TO was_busy");
    live.awaitStatus("CF-6321");
    live.sqlite("INSERT INTO item VALUES (2, 'late')");
    assertThat(live.run(0, "status").out()).contains("--while-sql off");
    assertThat(live.rows("SELECT count(*) FROM app.item")).isEqualTo("1");
    // The follower shows first what holds it, and then writes the event.
    live.awaitEvent("throttled");

    live.run(0, "throttle", "off");
    live.awaitRows("SELECT count(*) FROM app.item", "2");
    assertThat(live.run(0, "status", "--json").field("reason")).isEqualTo("null");
  }

  /** A file holds passes back, and a verification and a switch bring over what they need. */
  @Test
  void aSwitchDoesNotWait() throws Exception {
    Path stop = Files.createFile(folder.resolve("stop.here"));
    live.follow();
    live.run(0, "throttle", "--while-file", "stop.here");
    live.awaitStatus("is there");
    live.sqlite("INSERT INTO item VALUES (2, 'late')");
    assertThat(live.rows("SELECT count(*) FROM app.item")).isEqualTo("1");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.sqlite("INSERT INTO item VALUES (3, 'later')");
    live.run(0, "switch", "--yes", "--override", "lag", "--reason", "throttled");
    assertThat(live.rows("SELECT count(*) FROM app.item")).isEqualTo("3");
    live.target("INSERT INTO app.item VALUES (4, 'there')");
    live.awaitStatus("is there");
    Files.delete(stop);
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.run(0, "back", "--yes");
  }

  @Test
  void theFirstCopyWaitsBetweenItsChunks() throws Exception {
    live.sqlite(
        "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
            + " INSERT INTO item SELECT i, 'n' || i FROM n");
    // It dies before its first chunk, and so has a record that can be throttled.
    live.dieFollowing("live.backfill.created");
    // A chunk of a thousand rows, the smallest, and five seconds until the next one.
    live.run(0, "throttle", "--rows", "200");
    live.followBy("Following", "follow", live.file(), "--into", "app", "--yes");
    String staged =
        "SELECT count(*) FROM "
            + live.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'crossfade_staging%'")
            + ".item";
    live.awaitRows("SELECT (" + staged + ") >= 1000", "t");
    live.awaitStatus("rows: 200 a second at most");
    assertThat(Long.parseLong(live.rows(staged))).isLessThan(60_000);
    live.awaitRows(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND mode LIKE"
            + " '%Exclusive%' AND relation IN"
            + " (SELECT oid FROM pg_class WHERE relname = 'item')",
        "0");
    live.run(0, "pause");
    live.awaitFollower("Paused: by hand");
    assertThat(Long.parseLong(live.rows(staged))).isLessThan(60_000);
    live.run(0, "throttle", "off");
    live.run(0, "resume");
    live.awaitFollower("Caught up");
    assertThat(live.rows("SELECT count(*) FROM app.item")).isEqualTo("60000");
  }
}
