package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What can be wrong around a live migration: each has a code, and leaves nothing behind. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveSituationsTest {
  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder, "shop");
    live.sqlite(LiveShop.numbered(500));
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  private void nothingIsInstalled() throws Exception {
    assertThat(live.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    assertThat(live.run(0, "status").out()).contains("Nothing is followed");
  }

  @Test
  void aTargetWithTablesOfTheseNamesIsRefusedBeforeAnythingIsInstalled() throws Exception {
    live.target("CREATE SCHEMA shop", "CREATE TABLE shop.sale (mine int)");
    assertThat(live.run(2, "follow", live.file(), "--into", "shop", "--yes").err())
        .contains("CF-6342")
        .contains("shop.sale")
        .contains("--into");
    nothingIsInstalled();
  }

  @Test
  void twoFilesIntoTheSameTablesAndOneFileIntoTwoSchemasAreRefused() throws Exception {
    live.follow();
    LiveFixture second = new LiveFixture(Files.createDirectory(folder.resolve("b")), "shop");
    second.sqlite(LiveShop.numbered(500));
    assertThat(live.run(2, "follow", second.file(), "--into", "shop", "--yes").err())
        .contains("CF-6202")
        .contains(live.file());
    assertThat(second.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
    assertThat(live.run(1, "follow", live.file(), "--into", "other", "--yes").err())
        .contains("CF-6301");
    assertThat(second.run(1, "follow", live.file(), "--into", "other", "--yes").err())
        .contains("CF-6104");
    second.close();
  }

  @Test
  void aTargetThatIsReadOnlyIsRefused() throws Exception {
    String database = live.rows("SELECT current_database()");
    live.target("ALTER DATABASE " + database + " SET default_transaction_read_only = on");
    assertThat(live.run(1, "follow", live.file(), "--into", "shop", "--yes").err())
        .contains("CF-3016");
    assertThat(live.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
        .isEqualTo("0");
  }

  /** What is not made yet is not damaged. */
  @Test
  void triggersAreNotMissedDuringTheFirstCopy() throws Exception {
    live.dieFollowing("live.backfill.copied");
    assertThat(live.status())
        .contains("The first copy makes them at its end.")
        .doesNotContain("CF-6209");
  }

  @Test
  void tablesAreFencedFromTheMomentInWhichTheyAreVisible() throws Exception {
    live.dieFollowing("live.backfill.published");
    assertThatThrownBy(() -> live.target("DELETE FROM shop.sale"))
        .hasMessageContaining("takes no writes here");
    assertThatThrownBy(
            () -> live.target("SET session_replication_role = replica; TRUNCATE shop.sale"))
        .hasMessageContaining("takes no writes here");
    live.follow();
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.run(0, "switch", "--yes");
    assertThat(
            live.rows(
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
                    + " AND conrelid = 'shop.sale'::regclass"))
        .isEqualTo("1");
  }

  @Test
  void whoWritesToTheClosedStoreIsToldWhereTheDataIs() throws Exception {
    live.follow();
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    assertThatThrownBy(() -> live.sqlite("INSERT OR IGNORE INTO customer (name) VALUES ('late')"))
        .hasMessageContaining("this file is closed for writing")
        .hasMessageContaining("postgresql://")
        .hasMessageContaining("table customer");
    live.run(0, "back", "--yes");
    assertThatThrownBy(() -> live.target("INSERT INTO shop.customer (name) VALUES ('late')"))
        .hasMessageContaining("takes no writes here")
        .hasMessageContaining(live.file());
  }

  @Test
  void aReinstallVoidsTheLastVerificationAndSaysSo() throws Exception {
    live.follow();
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--dry-run");
    assertThat(live.run(0, "resume", "--reinstall").err())
        .contains("the last verification counts no more")
        .contains("crossfade verify --live");
    assertThat(live.run(4, "switch", "--yes").err()).contains("verification");
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
  }

  @Test
  void aKilledVerificationLetsPassesGoOn() throws Exception {
    live.follow();
    live.die("live.pass.taken", "verify", "--live");
    live.sqlite("INSERT INTO customer (name) VALUES ('after')");
    live.awaitRows("SELECT count(*) FROM shop.customer", "501");
    assertThat(live.run(0, "status", "--json").field("paused")).isEqualTo("null");
  }

  @Test
  void whatTheFileCannotHoldIsNamedAtOnceAndShutsTheGateOfBack() throws Exception {
    live.follow();
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    live.target("UPDATE shop.sale SET price = 'Infinity' WHERE no = 7");
    live.target("UPDATE shop.sale SET price = 'NaN' WHERE no = 8");
    live.awaitStatus("\"deadKeys\":1");
    // The follower writes the event after the pass.
    live.awaitEvent("1 keys of a pass hold values that do not fit");
    assertThat(live.run(4, "back", "--yes").err()).contains("dead-keys");
    assertThat(live.cell("SELECT price FROM sale WHERE no = 8")).isEqualTo("2.0");
    live.target("UPDATE shop.sale SET price = 4 WHERE no = 8");
    live.awaitStatus("\"deadKeys\":0");
    live.caughtUp();
    live.run(0, "back", "--yes");
    assertThat(live.cell("SELECT price FROM sale WHERE no = 8")).isEqualTo("4.0");
    assertThat(live.cell("SELECT price > 1e308 FROM sale WHERE no = 7")).isEqualTo("1");
  }

  @Test
  void numbersGoOnBehindTheLargestAtEachSwitch() throws Exception {
    live.follow();
    live.sqlite("INSERT INTO customer VALUES (900, 'last')", "DELETE FROM customer WHERE id = 900");
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    assertThat(live.rows("INSERT INTO shop.customer (name) VALUES ('p') RETURNING id"))
        .isEqualTo("901");
    live.rows("SELECT nextval(pg_get_serial_sequence('shop.customer', 'id'))");
    live.caughtUp();
    live.run(0, "back", "--yes");
    assertThat(live.cell("INSERT INTO customer (name) VALUES ('s') RETURNING id")).isEqualTo("903");
    live.caughtUp();
    live.run(0, "switch", "--yes");
    assertThat(live.rows("INSERT INTO shop.customer (name) VALUES ('q') RETURNING id"))
        .isEqualTo("904");
  }

  @Test
  void aControlSchemaOfANewerProgramStopsCommandsAndFollower() throws Exception {
    live.follow();
    live.target(
        "INSERT INTO crossfade.migrations (version, name, checksum) VALUES (9999, 'later', 'x')");
    for (String[] command :
        new String[][] {
          {"status"},
          {"verify", "--live"},
          {"switch", "--yes"},
          {"pause"},
          {"retire", "--yes"},
          {"follow", live.file(), "--into", "shop", "--yes"}
        }) {
      assertThat(live.run(1, command).err()).contains("CF-5061");
    }
    live.sqlite("INSERT INTO customer (name) VALUES ('goes on')");
    // The follower of the older program has ended by itself, and leaves the lease to a newer one.
    assertThat(live.ended().err()).contains("CF-5061");
    String held =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";
    live.awaitRows(held, "0");
    live.target("DELETE FROM crossfade.migrations WHERE version = 9999");
    live.follow();
    live.mend();
  }
}
