package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Keys that changed since the verification are compared in the barrier, in both directions. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveBarrierTest {
  private static final int KEYS = Integer.getInteger("live.barrier.keys", 2_000);

  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL)",
        "CREATE TABLE part (item INTEGER, no TEXT, PRIMARY KEY (item, no)) WITHOUT ROWID",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + 2 * KEYS
            + ") INSERT INTO item SELECT i, 'item ' || i, i / 4.0 FROM n",
        "INSERT INTO part SELECT id, 'p' || id FROM item");
    live.follow();
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void whatChangedIsComparedInTheBarrierThereAndBack() throws Exception {
    live.run(0, "verify", "--live");
    live.sqlite(
        "UPDATE item SET price = price + 1 WHERE id <= " + KEYS,
        "DELETE FROM part WHERE item <= 5");
    live.awaitRows("SELECT count(*) FROM app.part", Integer.toString(2 * KEYS - 5));
    live.awaitStatus((KEYS + 5) + " keys changed since they were verified; they are compared");

    live.behindTheFence("DELETE FROM app.item WHERE id = 7");
    live.behindTheFence("UPDATE app.item SET name = 'wrong' WHERE id = 8");
    live.caughtUp();
    Console.Result refused = live.run(4, "switch", "--yes");
    assertThat(refused.err())
        .contains("CF-6004")
        .contains("changed-keys: 2 of " + (KEYS + 5) + " keys");
    live.sqlite("INSERT INTO part VALUES (1, 'still open')");
    assertThat(live.run(4, "switch", "--yes").err()).contains("verification");
    assertThat(live.run(0, "repair", "--differences", "--json").field("keys")).isEqualTo("2");
    assertThat(live.run(0, "verify", "--live", "--changed", "--json").field("equal"))
        .isEqualTo("true");
    live.awaitStatus("0 keys changed since they were verified");
    live.sqlite("UPDATE item SET price = price + 1 WHERE id <= " + KEYS);
    live.caughtUp();
    Console.Result switched = live.run(0, "switch", "--yes", "--json");
    System.out.println("barrier with " + KEYS + " keys: " + switched.out());

    live.target("UPDATE app.item SET price = price + 1 WHERE id <= " + KEYS);
    live.awaitStatus(KEYS + " keys changed since they were verified; they are compared");
    live.fileBehindTheTriggers("UPDATE item SET name = 'wrong' WHERE id = 9");
    live.caughtUp();
    assertThat(live.run(4, "back", "--yes").err()).contains("changed-keys: 1 of " + KEYS);
    live.run(0, "repair", "--differences");
    live.run(0, "verify", "--live", "--changed");
    live.target("UPDATE app.item SET price = price + 1 WHERE id <= " + KEYS);
    live.caughtUp();
    System.out.println("and back: " + live.run(0, "back", "--yes", "--json").out());
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  /** TRUNCATE leaves no keys: the table is compared as a whole before the way back. */
  @Test
  void aTableThatWasEmptiedIsComparedBeforeTheWayBack() throws Exception {
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    live.target("TRUNCATE app.part");
    live.awaitStatus("1 tables changed as a whole");
    assertThat(live.run(4, "back", "--yes").err()).contains("verify --live --changed");
    live.run(0, "verify", "--live", "--changed");
    live.run(0, "back", "--yes");
    assertThat(live.cell("SELECT count(*) FROM part")).isEqualTo("0");
  }

  @Test
  void nothingIsComparedBeforeAVerification() throws Exception {
    assertThat(live.run(1, "verify", "--live", "--changed").err())
        .contains("CF-6308")
        .contains("nothing was verified yet");
    live.run(0, "switch", "--yes", "--override", "verification", "--reason", "a test");
  }
}
