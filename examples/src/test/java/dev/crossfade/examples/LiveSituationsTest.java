package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong around a live migration: each has a code, and leaves nothing behind. */
final class LiveSituationsTest {
  @TempDir Path folder;

  private FollowedShop shop;

  @BeforeEach
  void begin() throws Exception {
    shop = new FollowedShop(folder, "WAL");
  }

  @AfterEach
  void end() throws Exception {
    shop.close();
  }

  private void nothingIsInstalled() throws Exception {
    assertThat(shop.inFile("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    assertThat(shop.run(0, "status").out()).contains("Nothing is followed");
  }

  @Test
  void aTargetWithTablesOfTheseNamesIsRefusedBeforeAnythingIsInstalled() throws Exception {
    shop.postgres("CREATE SCHEMA shop", "CREATE TABLE shop.sale (mine int)");
    assertThat(shop.run(2, "follow", shop.file(), "--into", "shop", "--yes").err())
        .contains("CF-6342")
        .contains("shop.sale")
        .contains("--into");
    nothingIsInstalled();
  }

  @Test
  void twoFilesIntoTheSameTablesAndOneFileIntoTwoSchemasAreRefused() throws Exception {
    shop.follow();
    FollowedShop second =
        new FollowedShop(java.nio.file.Files.createDirectory(folder.resolve("b")), "WAL");
    assertThat(shop.run(2, "follow", second.file(), "--into", "shop", "--yes").err())
        .contains("CF-6202")
        .contains(shop.file());
    assertThat(second.inFile("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    assertThat(shop.run(1, "follow", shop.file(), "--into", "other", "--yes").err())
        .contains("CF-6301");
    assertThat(second.run(1, "follow", shop.file(), "--into", "other", "--yes").err())
        .contains("CF-6104");
    second.close();
  }

  @Test
  void aTargetThatIsReadOnlyIsRefused() throws Exception {
    shop.postgres(
        "ALTER DATABASE " + shop.database().name() + " SET default_transaction_read_only = on");
    assertThat(shop.run(1, "follow", shop.file(), "--into", "shop", "--yes").err())
        .contains("CF-3016");
    assertThat(shop.inFile("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
  }

  @Test
  void tablesAreFencedFromTheMomentInWhichTheyAreVisible() throws Exception {
    Console.Result died =
        shop.child()
            .run("live.backfill.published:1", "follow", shop.file(), "--into", "shop", "--yes");
    assertThat(died.status()).as(died.toString()).isEqualTo(ChildProcess.HALTED);
    assertThatThrownBy(() -> shop.postgres("DELETE FROM shop.sale"))
        .hasMessageContaining("takes no writes here");
    assertThatThrownBy(
            () -> shop.postgres("SET session_replication_role = replica; TRUNCATE shop.sale"))
        .hasMessageContaining("takes no writes here");
    shop.follow();
    assertThat(shop.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    shop.run(0, "switch", "--yes");
    assertThat(
            shop.inTarget(
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
                    + " AND conrelid = 'shop.sale'::regclass"))
        .isEqualTo("1");
  }

  @Test
  void whoWritesToTheClosedStoreIsToldWhereTheDataIs() throws Exception {
    shop.follow();
    shop.run(0, "verify", "--live");
    shop.run(0, "switch", "--yes");
    assertThatThrownBy(() -> shop.sqlite("INSERT OR IGNORE INTO customer (name) VALUES ('late')"))
        .hasMessageContaining("this file is closed for writing")
        .hasMessageContaining("postgresql://")
        .hasMessageContaining("table customer");
    shop.run(0, "back", "--yes");
    assertThatThrownBy(() -> shop.postgres("INSERT INTO shop.customer (name) VALUES ('late')"))
        .hasMessageContaining("takes no writes here")
        .hasMessageContaining(shop.file());
  }

  @Test
  void aKilledVerificationLetsPassesGoOn() throws Exception {
    shop.follow();
    Console.Result died = shop.child().run("live.pass.taken:1", "verify", "--live");
    assertThat(died.status()).as(died.toString()).isEqualTo(ChildProcess.HALTED);
    long since = System.nanoTime();
    shop.sqlite("INSERT INTO customer (name) VALUES ('after')");
    while (shop.inTarget("SELECT count(*) FROM shop.customer").equals("500")) {
      assertThat(System.nanoTime() - since)
          .as("nanoseconds without a pass")
          .isLessThan(60_000_000_000L);
    }
    assertThat(shop.run(0, "status", "--json").field("paused")).isEqualTo("null");
  }

  @Test
  void whatTheFileCannotHoldIsNamedAtOnceAndShutsTheGateOfBack() throws Exception {
    shop.follow();
    shop.run(0, "verify", "--live");
    shop.run(0, "switch", "--yes");
    shop.postgres("UPDATE shop.sale SET price = 'Infinity' WHERE no = 7");
    shop.postgres("UPDATE shop.sale SET price = 'NaN' WHERE no = 8");
    shop.awaitStatus("\"deadKeys\":1");
    assertThat(shop.run(0, "events", "--json").out()).contains("\"kind\":\"dead-keys\"");
    assertThat(shop.run(4, "back", "--yes").err()).contains("dead-keys");
    assertThat(shop.inFile("SELECT price FROM sale WHERE no = 8")).isEqualTo("2.0");
    shop.postgres("UPDATE shop.sale SET price = 4 WHERE no = 8");
    shop.awaitStatus("\"deadKeys\":0");
    shop.run(0, "back", "--yes");
    assertThat(shop.inFile("SELECT price FROM sale WHERE no = 8")).isEqualTo("4.0");
    assertThat(shop.inFile("SELECT price > 1e308 FROM sale WHERE no = 7")).isEqualTo("1");
  }

  @Test
  void numbersGoOnBehindTheLargestAtEachSwitch() throws Exception {
    shop.follow();
    shop.sqlite("INSERT INTO customer VALUES (900, 'last')", "DELETE FROM customer WHERE id = 900");
    shop.run(0, "verify", "--live");
    shop.run(0, "switch", "--yes");
    assertThat(shop.inTarget("INSERT INTO shop.customer (name) VALUES ('p') RETURNING id"))
        .isEqualTo("901");
    shop.inTarget("SELECT nextval(pg_get_serial_sequence('shop.customer', 'id'))");
    shop.run(0, "back", "--yes");
    assertThat(shop.inFile("INSERT INTO customer (name) VALUES ('s') RETURNING id"))
        .isEqualTo("903");
    shop.run(0, "switch", "--yes");
    assertThat(shop.inTarget("INSERT INTO shop.customer (name) VALUES ('q') RETURNING id"))
        .isEqualTo("904");
  }

  @Test
  void aControlSchemaOfANewerProgramStopsCommandsAndFollower() throws Exception {
    shop.follow();
    shop.postgres(
        "INSERT INTO crossfade.migrations (version, name, checksum) VALUES (9999, 'later', 'x')");
    for (String[] command :
        new String[][] {
          {"status"},
          {"verify", "--live"},
          {"switch", "--yes"},
          {"pause"},
          {"retire", "--yes"},
          {"follow", shop.file(), "--into", "shop", "--yes"}
        }) {
      assertThat(shop.run(1, command).err()).contains("CF-5061");
    }
    shop.sqlite("INSERT INTO customer (name) VALUES ('goes on')");
    // The follower of the older program has ended by itself, and leaves the lease to a newer one.
    String held =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";
    for (int i = 0; i < 2000 && !shop.inTarget(held).equals("0"); i++) {
      Thread.onSpinWait();
    }
    assertThat(shop.inTarget(held)).isEqualTo("0");
    shop.postgres("DELETE FROM crossfade.migrations WHERE version = 9999");
    shop.follow();
    shop.mend();
  }
}
