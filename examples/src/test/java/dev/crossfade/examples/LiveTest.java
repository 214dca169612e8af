package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Follows a file by processes of the command line, switches it over and back, and retires. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveTest {
  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder, "shop");
    live.sqlite(LiveShop.tables(500));
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void writesGoThereAndBackAndNothingIsLeftBehind() throws Exception {
    live.detach();
    live.sqlite(
        "INSERT OR REPLACE INTO customer VALUES (1, 'c2')",
        "UPDATE sale SET no = no + 1000 WHERE no > 400",
        "DELETE FROM sale WHERE no < 3");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.rows("SELECT name FROM shop.customer WHERE id = 1")).isEqualTo("c2");
    assertThat(live.rows("SELECT count(*) FROM shop.customer")).isEqualTo("499");

    assertThatThrownBy(() -> live.rows("DELETE FROM shop.sale RETURNING 1"))
        .hasMessageContaining("takes no writes here");
    live.run(0, "switch", "--yes");
    assertThatThrownBy(() -> live.sqlite("INSERT INTO customer VALUES (9000, 'late')"))
        .hasMessageContaining("closed for writing");

    live.rows("INSERT INTO shop.customer VALUES (9001, 'new') RETURNING id");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.run(0, "back", "--yes");
    live.sqlite("UPDATE customer SET name = 'newer' WHERE name = 'new'");
    assertThat(live.run(0, "verify", "--live", "--json").field("differences")).isEqualTo("0");
    assertThat(live.rows("SELECT name FROM shop.customer WHERE id = 9001")).isEqualTo("newer");

    live.run(0, "retire", "--yes");
    live.sqlite("INSERT INTO customer VALUES (9002, 'free')");
    assertThat(left()).isEqualTo("0");
    assertThat(live.rows("INSERT INTO shop.customer VALUES (9003, 'free') RETURNING id"))
        .isEqualTo("9003");
  }

  @Test
  void aSwitchNeedsAVerificationOrAReason() throws Exception {
    live.follow();
    assertThat(live.run(4, "switch", "--yes").err()).contains("CF-6004").contains("verification");
    live.sqlite("INSERT INTO customer VALUES (9000, 'still open')");
    // How long an entry waits is not known before the first pass; that would shut a gate too.
    live.awaitRows("SELECT count(*) FROM shop.customer WHERE id = 9000", "1");
    live.caughtUp();
    live.run(0, "switch", "--yes", "--override", "verification", "--reason", "a test");
    assertThat(live.run(0, "events", "--json").out()).contains("\"reason\":\"a test\"");
  }

  @Test
  void tablesWithoutKeyAreNamed() throws Exception {
    live.sqlite("CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('one')");
    assertThat(live.run(2, "follow", live.file(), "--yes").err())
        .contains("CF-6305")
        .contains("notes: it has no key")
        .contains("--exclude");
    assertThat(left()).isEqualTo("0");
  }

  @Test
  void onlyTheChosenTablesAreFollowed() throws Exception {
    live.sqlite("CREATE TABLE notes (text TEXT)", "CREATE TABLE log_1 (id INTEGER PRIMARY KEY)");
    live.follow("--exclude", "n*s", "--exclude", "log_*");
    live.sqlite("INSERT INTO notes VALUES ('one')", "INSERT INTO customer VALUES (9000, 'late')");
    Console.Result found = live.run(0, "verify", "--live", "--json");
    assertThat(found.field("rows")).isEqualTo("1001");
    assertThat(
            live.rows(
                "SELECT string_agg(table_name, ',' ORDER BY table_name)"
                    + " FROM information_schema.tables WHERE table_schema = 'shop'"))
        .isEqualTo("customer,sale");
  }

  @Test
  void rowsChangedPastTheFenceAreRepaired() throws Exception {
    live.follow();
    live.behindTheFence(
        "UPDATE shop.customer SET name = 'wrong' WHERE id = 5",
        "DELETE FROM shop.customer WHERE id = 6",
        "UPDATE shop.sale SET price = 0 WHERE no = 7",
        "INSERT INTO shop.sale VALUES (7, 2, 1, 1)");
    Console.Result found = live.run(4, "verify", "--live", "--json");
    assertThat(found.field("differences")).isEqualTo("4");
    assertThat(live.run(0, "repair", "sale:7,1", "--json").field("applied")).isEqualTo("true");
    assertThat(live.rows("SELECT price FROM shop.sale WHERE no = 7")).isEqualTo("1.75");
    assertThat(live.run(0, "repair", "--differences", "--reason", "a test", "--json").field("keys"))
        .isEqualTo("4");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.run(0, "events", "--json").out())
        .contains("\"kind\":\"repair\"")
        .contains("\"reason\":\"a test\"");
    assertThat(live.run(2, "repair", "sale:7").err()).contains("CF-6311").contains("no, line");

    live.run(0, "switch", "--yes");
    live.fileBehindTheTriggers("UPDATE customer SET name = 'wrong' WHERE id = 5");
    live.fileBehindTheTriggers("DELETE FROM sale WHERE no = 9");
    live.run(4, "verify", "--live");
    live.run(0, "repair", "customer:5", "sale:9,1");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
  }

  @Test
  void aFirstCopyThatDiesGoesOn() throws Exception {
    for (String point :
        new String[] {"live.backfill.copied", "live.backfill.keyed", "live.backfill.published"}) {
      live.dieFollowing(point);
      live.sqlite("INSERT INTO customer (name) VALUES ('" + point + "')");
    }
    live.follow();
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.rows("SELECT count(*) FROM shop.customer")).isEqualTo("503");
  }

  @Test
  void aSwitchThatDiesIsGivenUpOrGoesOn() throws Exception {
    live.follow();
    live.run(0, "verify", "--live");
    live.die("live.switch.promised", "switch", "--yes");
    live.sqlite("INSERT INTO customer VALUES (7001, 'promised')");
    live.caughtUp();
    live.die("live.switch.closed", "switch", "--yes");
    assertThatThrownBy(() -> live.sqlite("INSERT INTO customer VALUES (1, 'x')"))
        .hasMessageContaining("closed for writing");
    live.run(0, "switch", "cancel");
    live.sqlite("INSERT INTO customer VALUES (7002, 'given up')");
    live.caughtUp();
    live.die("live.switch.checked", "switch", "--yes");
    live.run(0, "switch", "--yes");
    assertThat(live.rows("SELECT count(*) FROM shop.customer WHERE id > 7000")).isEqualTo("2");
    live.rows("INSERT INTO shop.customer VALUES (7003, 'switched') RETURNING id");
    live.caughtUp();
    live.die("live.switch.opened", "back", "--yes");
    live.sqlite("INSERT INTO customer VALUES (7004, 'back')");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.rows("SELECT count(*) FROM shop.customer WHERE id > 7000")).isEqualTo("4");
  }

  /** How much of ours is in the file. */
  private String left() throws SQLException {
    return live.cell(
        "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%' OR type = 'trigger'");
  }
}
