package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody drops or changes by hand what was installed. Following pauses with a code, what was
 * verified before counts no more, and what was written meanwhile is found and brought over after
 * {@code resume --reinstall}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LiveDamageFaultTest {
  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder, "shop");
    live.sqlite(LiveShop.numbered(500));
    live.follow();
    live.run(0, "verify", "--live");
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TABLE crossfade_outbox | CF-6106",
        "DROP TABLE crossfade_followed | CF-6106",
        "DROP TABLE crossfade_prepared | CF-6106",
        "DROP TABLE crossfade_schema | CF-6106",
        "DELETE FROM crossfade_fence | CF-6106",
        "DROP TRIGGER crossfade_1_update | CF-6331"
      })
  void whatIsMissingInTheFileIsMadeAgainAndNothingIsLost(String damage, String code)
      throws Exception {
    live.stop();
    live.sqlite("UPDATE customer SET name = 'waiting' WHERE id = 2", damage);
    if (code.equals("CF-6331")) {
      live.sqlite("UPDATE customer SET name = 'unseen' WHERE id = 3");
    }
    live.followUntilPaused();
    live.awaitStatus("\"paused\":\"" + code);
    assertThat(live.command("switch", "--yes").status()).isNotZero();

    live.run(0, "resume", "--reinstall");
    live.sqlite("UPDATE customer SET name = 'after' WHERE id = 4");
    assertThat(live.run(4, "switch", "--yes").err()).contains("verification");
    live.mend();
    assertThat(live.rows("SELECT string_agg(name, ',' ORDER BY id) FROM shop.customer"))
        .isEqualTo(live.cell("SELECT group_concat(name) FROM customer"));
  }

  @Test
  void whatTableAnEntryIsOfIsFoundAgainWithoutAPersonAndNothingIsLost() throws Exception {
    live.stop();
    live.sqlite(
        "UPDATE customer SET name = 'waiting' WHERE id = 2",
        "DELETE FROM crossfade_followed WHERE t = 1",
        "UPDATE customer SET name = 'after' WHERE id = 3");
    live.follow();
    live.awaitEvent("table customer is compared: 500 rows, equal");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.rows("SELECT string_agg(name, ',' ORDER BY id) FROM shop.customer"))
        .isEqualTo(live.cell("SELECT group_concat(name) FROM customer"));
  }

  @ParameterizedTest
  @CsvSource({"DROP TRIGGER crossfade_1_update", "DROP TRIGGER crossfade_1_delete"})
  void aTriggerThatWasDroppedIsMadeAgainAndItsTableComparedByResume(String damage)
      throws Exception {
    live.stop();
    live.sqlite(
        damage,
        "UPDATE customer SET name = 'unseen' WHERE id = 3",
        "DELETE FROM sale WHERE customer = 5",
        "DELETE FROM customer WHERE id = 5");
    live.followUntilPaused();
    live.awaitStatus("CF-6331");
    live.run(0, "resume");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.rows("SELECT string_agg(name, ',' ORDER BY id) FROM shop.customer"))
        .isEqualTo(live.cell("SELECT group_concat(name) FROM customer"));
  }

  @Test
  void resumeSaysThatLostSideTablesNeedMore() throws Exception {
    live.sqlite("DROP TABLE crossfade_prepared");
    live.awaitStatus("\"paused\":\"CF-6106");
    assertThat(live.run(1, "resume").err()).contains("CF-6106").contains("resume --reinstall");
    live.run(0, "resume", "--reinstall");
    live.mend();
  }

  @Test
  void whatTheProgramAddedBeforeAReinstallIsTakenOver() throws Exception {
    live.stop();
    live.sqlite(
        "ALTER TABLE customer ADD COLUMN mail TEXT",
        "UPDATE customer SET mail = 'm' WHERE id = 7",
        "DROP TABLE crossfade_prepared");
    live.followUntilPaused();
    live.awaitStatus("\"paused\":\"CF-6106");
    live.run(0, "resume", "--reinstall");
    live.mend();
    assertThat(live.rows("SELECT mail FROM shop.customer WHERE id = 7")).isEqualTo("m");
  }

  @Test
  void aTriggerThatIsAlteredInTheFileIsSeen() throws Exception {
    live.sqlite(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'IS NOT 1 BEGIN', 'IS 7 BEGIN')"
            + " WHERE name = 'crossfade_1_update'",
        "PRAGMA schema_version = 4711");
    // The gates tell it first, and the follower pauses.
    live.awaitStatus("CF-6106");
    live.awaitStatus("\"paused\":\"CF-6331");
    live.run(0, "resume", "--reinstall");
    live.mend();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TRIGGER crossfade_record ON shop.customer | CF-6209",
        "ALTER TABLE shop.customer DISABLE TRIGGER ALL | CF-6209",
        "ALTER TABLE shop.customer ADD COLUMN more int | CF-6209",
        "DELETE FROM crossfade.live_tables WHERE table_name = 'customer' | CF-6209",
        "UPDATE crossfade.live_fences SET is_open = NOT is_open | CF-6341",
        "DELETE FROM crossfade.live_fences | CF-6341"
      })
  void whatIsDamagedOnTheTargetIsSeenWhileItIsClosedAndWhileItIsOpen(String damage, String code)
      throws Exception {
    live.target(damage);
    live.awaitStatus("\"paused\":\"" + code);
    assertThat(live.run(4, "switch", "--dry-run").all()).contains("triggers: " + code);
    assertThat(live.run(4, "switch", "--yes", "--override", "running", "--reason", "a test").err())
        .contains("triggers");
    live.run(0, "resume", "--reinstall");
    live.mend();
    live.run(0, "switch", "--yes");

    live.stop();
    boolean unfenced = code.equals("CF-6209");
    live.target(damage.replace("more int", "again int"));
    if (unfenced) {
      live.target("UPDATE shop.customer SET name = 'unseen' WHERE id = 3");
    }
    live.followUntilPaused();
    live.awaitStatus("\"paused\":\"" + code);
    live.run(0, "resume", "--reinstall");
    live.target("UPDATE shop.customer SET name = 'after' WHERE id = 4");
    assertThat(live.run(4, "back", "--yes").err()).contains("verification");
    live.mend();
    live.run(0, "back", "--yes");
    assertThat(live.cell("SELECT name FROM customer WHERE id = 3"))
        .isEqualTo(unfenced ? "unseen" : "c3");
    assertThat(live.cell("SELECT name FROM customer WHERE id = 4")).isEqualTo("after");
  }

  @ParameterizedTest
  @CsvSource({
    "DROP TABLE crossfade_control",
    "DELETE FROM crossfade_control",
    "DROP TABLE crossfade_outbox",
    "DROP TABLE crossfade_parked"
  })
  void aMigrationWhoseFileIsDamagedCanBeEnded(String damage) throws Exception {
    live.sqlite(damage);
    live.awaitStatus("\"paused\":\"" + (damage.contains("control") ? "CF-6344" : "CF-6106"));
    if (damage.contains("control")) {
      assertThat(live.run(1, "resume", "--reinstall").err()).contains("CF-6344");
    }
    live.run(0, "retire", "--yes");
    nothingIsLeft();
  }

  @Test
  void aMigrationWhoseRowOnTheTargetIsGoneCanBeEnded() throws Exception {
    live.target("DELETE FROM crossfade.live_stores");
    live.awaitStatus("\"paused\":\"CF-6201");
    assertThatThrownBy(() -> live.target("DELETE FROM shop.sale"))
        .hasMessageContaining("takes no writes");
    live.run(0, "retire", "--yes");
    nothingIsLeft();
    live.target("DELETE FROM shop.sale");
  }

  @Test
  void aFileWhoseTargetIsGoneIsFreed() throws Exception {
    live.target("DROP SCHEMA crossfade CASCADE");
    live.sqlite("INSERT INTO customer (name) VALUES ('goes on')");
    assertThat(live.run(2, "retire", "--yes").err()).contains("CF-6302");
    assertThat(live.run(1, "follow", live.file(), "--into", "other", "--yes").err())
        .contains("CF-6104")
        .contains("--file-only");
    assertThat(live.run(0, "retire", "--of", live.file(), "--file-only", "--yes").err())
        .contains("Nothing will be brought there any more");
    nothingIsLeft();
    assertThat(live.cell("SELECT max(name) FROM customer WHERE id > 500")).isEqualTo("goes on");
    live.followBy("Caught up", "follow", live.file(), "--into", "other", "--yes");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  private void nothingIsLeft() throws Exception {
    assertThat(live.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    live.sqlite("INSERT INTO customer (name) VALUES ('free')");
  }
}
