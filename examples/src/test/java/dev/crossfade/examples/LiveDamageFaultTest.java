package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody drops or changes by hand what was installed. Following pauses with a code, what was
 * verified before counts no more, and what was written meanwhile is found and brought over after
 * {@code resume --reinstall}.
 */
final class LiveDamageFaultTest {
  @TempDir Path folder;

  private FollowedShop shop;

  @BeforeEach
  void begin() throws Exception {
    shop = new FollowedShop(folder, "WAL");
    shop.follow();
    shop.run(0, "verify", "--live");
  }

  @AfterEach
  void end() throws Exception {
    shop.close();
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
    shop.stop();
    shop.sqlite("UPDATE customer SET name = 'waiting' WHERE id = 2", damage);
    if (code.equals("CF-6331")) {
      shop.sqlite("UPDATE customer SET name = 'unseen' WHERE id = 3");
    }
    shop.console().run("follow", shop.file(), "--into", "shop", "--detach");
    Console.Result found = shop.awaitStatus(code);
    assertThat(found.field("paused")).contains(code);
    assertThat(shop.console().run("switch", "--yes").status()).isNotZero();

    shop.run(0, "resume", "--reinstall");
    shop.sqlite("UPDATE customer SET name = 'after' WHERE id = 4");
    assertThat(shop.run(4, "switch", "--yes").err()).contains("verification");
    shop.mend();
    assertThat(shop.inTarget("SELECT string_agg(name, ',' ORDER BY id) FROM shop.customer"))
        .isEqualTo(shop.inFile("SELECT group_concat(name) FROM customer"));
  }

  @Test
  void whatTableAnEntryIsOfIsFoundAgainWithoutAPersonAndNothingIsLost() throws Exception {
    shop.stop();
    shop.sqlite(
        "UPDATE customer SET name = 'waiting' WHERE id = 2",
        "DELETE FROM crossfade_followed WHERE t = 1",
        "UPDATE customer SET name = 'after' WHERE id = 3");
    shop.console().run("follow", shop.file(), "--into", "shop", "--detach");
    shop.awaitEvent("table customer is compared: 500 rows, equal");
    assertThat(shop.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(shop.inTarget("SELECT string_agg(name, ',' ORDER BY id) FROM shop.customer"))
        .isEqualTo(shop.inFile("SELECT group_concat(name) FROM customer"));
  }

  @ParameterizedTest
  @CsvSource({"DROP TRIGGER crossfade_1_update", "DROP TRIGGER crossfade_1_delete"})
  void aTriggerThatWasDroppedIsMadeAgainAndItsTableComparedByResume(String damage)
      throws Exception {
    shop.stop();
    shop.sqlite(
        damage,
        "UPDATE customer SET name = 'unseen' WHERE id = 3",
        "DELETE FROM sale WHERE customer = 5",
        "DELETE FROM customer WHERE id = 5");
    shop.console().run("follow", shop.file(), "--into", "shop", "--detach");
    shop.awaitStatus("CF-6331");
    shop.run(0, "resume");
    assertThat(shop.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(shop.inTarget("SELECT string_agg(name, ',' ORDER BY id) FROM shop.customer"))
        .isEqualTo(shop.inFile("SELECT group_concat(name) FROM customer"));
  }

  @Test
  void resumeSaysThatLostSideTablesNeedMore() throws Exception {
    shop.sqlite("DROP TABLE crossfade_prepared");
    shop.awaitStatus("\"paused\":\"CF-6106");
    assertThat(shop.run(1, "resume").err()).contains("CF-6106").contains("resume --reinstall");
    shop.run(0, "resume", "--reinstall");
    shop.mend();
  }

  @Test
  void whatTheProgramAddedBeforeAReinstallIsTakenOver() throws Exception {
    shop.stop();
    shop.sqlite(
        "ALTER TABLE customer ADD COLUMN mail TEXT",
        "UPDATE customer SET mail = 'm' WHERE id = 7",
        "DROP TABLE crossfade_prepared");
    shop.console().run("follow", shop.file(), "--into", "shop", "--detach");
    shop.awaitStatus("\"paused\":\"CF-6106");
    shop.run(0, "resume", "--reinstall");
    shop.mend();
    assertThat(shop.inTarget("SELECT mail FROM shop.customer WHERE id = 7")).isEqualTo("m");
  }

  @Test
  void aTriggerThatIsAlteredInTheFileIsSeen() throws Exception {
    shop.sqlite(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'IS NOT 1 BEGIN', 'IS 7 BEGIN')"
            + " WHERE name = 'crossfade_1_update'",
        "PRAGMA schema_version = 4711");
    shop.awaitStatus("CF-6106");
    shop.run(0, "resume", "--reinstall");
    shop.mend();
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
    shop.postgres(damage);
    shop.awaitStatus("\"paused\":\"" + code);
    assertThat(shop.run(4, "switch", "--dry-run").all()).contains("triggers: " + code);
    assertThat(shop.run(4, "switch", "--yes", "--override", "running", "--reason", "a test").err())
        .contains("triggers");
    shop.run(0, "resume", "--reinstall");
    shop.mend();
    shop.run(0, "switch", "--yes");

    shop.stop();
    boolean unfenced = code.equals("CF-6209");
    shop.postgres(damage.replace("more int", "again int"));
    if (unfenced) {
      shop.postgres("UPDATE shop.customer SET name = 'unseen' WHERE id = 3");
    }
    shop.console().run("follow", shop.file(), "--into", "shop", "--detach");
    shop.awaitStatus("\"paused\":\"" + code);
    shop.run(0, "resume", "--reinstall");
    shop.postgres("UPDATE shop.customer SET name = 'after' WHERE id = 4");
    assertThat(shop.run(4, "back", "--yes").err()).contains("verification");
    shop.mend();
    shop.run(0, "back", "--yes");
    assertThat(shop.inFile("SELECT name FROM customer WHERE id = 3"))
        .isEqualTo(unfenced ? "unseen" : "c3");
    assertThat(shop.inFile("SELECT name FROM customer WHERE id = 4")).isEqualTo("after");
  }

  @ParameterizedTest
  @CsvSource({
    "DROP TABLE crossfade_control",
    "DELETE FROM crossfade_control",
    "DROP TABLE crossfade_outbox",
    "DROP TABLE crossfade_parked"
  })
  void aMigrationWhoseFileIsDamagedCanBeEnded(String damage) throws Exception {
    shop.sqlite(damage);
    shop.awaitStatus(damage.contains("control") ? "CF-6344" : "CF-6106");
    if (damage.contains("control")) {
      assertThat(shop.run(1, "resume", "--reinstall").err()).contains("CF-6344");
    }
    shop.run(0, "retire", "--yes");
    nothingIsLeft();
  }

  @Test
  void aMigrationWhoseRowOnTheTargetIsGoneCanBeEnded() throws Exception {
    shop.postgres("DELETE FROM crossfade.live_stores");
    shop.awaitStatus("CF-6201");
    assertThatThrownBy(() -> shop.postgres("DELETE FROM shop.sale"))
        .hasMessageContaining("takes no writes");
    shop.run(0, "retire", "--yes");
    nothingIsLeft();
    shop.postgres("DELETE FROM shop.sale");
  }

  @Test
  void aFileWhoseTargetIsGoneIsFreed() throws Exception {
    shop.postgres("DROP SCHEMA crossfade CASCADE");
    shop.sqlite("INSERT INTO customer (name) VALUES ('goes on')");
    assertThat(shop.run(2, "retire", "--yes").err()).contains("CF-6302");
    assertThat(shop.run(1, "follow", shop.file(), "--into", "other", "--yes").err())
        .contains("CF-6104")
        .contains("--file-only");
    assertThat(shop.run(0, "retire", "--of", shop.file(), "--file-only", "--yes").err())
        .contains("Nothing will be brought there any more");
    nothingIsLeft();
    assertThat(shop.inFile("SELECT max(name) FROM customer WHERE id > 500")).isEqualTo("goes on");
    shop.run(0, "follow", shop.file(), "--into", "other", "--yes", "--detach");
    assertThat(shop.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  private void nothingIsLeft() throws Exception {
    assertThat(shop.inFile("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    shop.sqlite("INSERT INTO customer (name) VALUES ('free')");
  }
}
