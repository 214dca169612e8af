package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows a file by processes of the command line, switches it over and back, and retires. */
final class LiveTest {
  @TempDir Path folder;

  private ScratchDatabase database;
  private ChildProcess crossfade;

  @BeforeEach
  void begin() throws Exception {
    database = ScratchServer.createDatabase();
    crossfade = new ChildProcess(folder, database.url());
    sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        "CREATE TABLE sale (no INTEGER, line INTEGER, customer INTEGER REFERENCES customer (id),"
            + " price REAL, PRIMARY KEY (no, line)) WITHOUT ROWID",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
            + " INSERT INTO customer SELECT i, 'c' || i FROM n",
        "INSERT INTO sale SELECT id, 1, id, id / 4.0 FROM customer");
  }

  @AfterEach
  void end() throws Exception {
    run(0, "follow", file(), "--stop");
    database.close();
  }

  @Test
  void writesGoThereAndBackAndNothingIsLeftBehind() throws Exception {
    run(0, "follow", file(), "--into", "shop", "--yes", "--detach");
    sqlite(
        "INSERT OR REPLACE INTO customer VALUES (1, 'c2')",
        "UPDATE sale SET no = no + 1000 WHERE no > 400",
        "DELETE FROM sale WHERE no < 3");
    assertThat(run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(rows("SELECT name FROM shop.customer WHERE id = 1")).isEqualTo("c2");
    assertThat(rows("SELECT count(*) FROM shop.customer")).isEqualTo("499");

    assertThatThrownBy(() -> rows("DELETE FROM shop.sale RETURNING 1"))
        .hasMessageContaining("takes no writes here");
    run(0, "switch", "--yes");
    assertThatThrownBy(() -> sqlite("INSERT INTO customer VALUES (9000, 'late')"))
        .hasMessageContaining("closed for writing");

    rows("INSERT INTO shop.customer VALUES (9001, 'new') RETURNING id");
    assertThat(run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    run(0, "back", "--yes");
    sqlite("UPDATE customer SET name = 'newer' WHERE name = 'new'");
    assertThat(run(0, "verify", "--live", "--json").field("differences")).isEqualTo("0");
    assertThat(rows("SELECT name FROM shop.customer WHERE id = 9001")).isEqualTo("newer");

    run(0, "retire", "--yes");
    sqlite("INSERT INTO customer VALUES (9002, 'free')");
    assertThat(left()).isZero();
    assertThat(rows("INSERT INTO shop.customer VALUES (9003, 'free') RETURNING id"))
        .isEqualTo("9003");
  }

  @Test
  void aSwitchNeedsAVerificationOrAReason() throws Exception {
    run(0, "follow", file(), "--into", "shop", "--yes", "--detach");
    assertThat(run(4, "switch", "--yes").err()).contains("CF-6004").contains("verification");
    sqlite("INSERT INTO customer VALUES (9000, 'still open')");
    run(0, "switch", "--yes", "--override", "verification", "--reason", "a test");
    assertThat(run(0, "events", "--json").out()).contains("\"reason\":\"a test\"");
  }

  @Test
  void tablesWithoutKeyAreNamed() throws Exception {
    sqlite("CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('one')");
    assertThat(run(2, "follow", file(), "--yes").err())
        .contains("CF-6305")
        .contains("notes: it has no key")
        .contains("--exclude");
    assertThat(left()).isZero();
  }

  @Test
  void onlyTheChosenTablesAreFollowed() throws Exception {
    sqlite("CREATE TABLE notes (text TEXT)", "CREATE TABLE log_1 (id INTEGER PRIMARY KEY)");
    run(
        0,
        "follow",
        file(),
        "--into",
        "shop",
        "--exclude",
        "n*s",
        "--exclude",
        "log_*",
        "--yes",
        "--detach");
    sqlite("INSERT INTO notes VALUES ('one')", "INSERT INTO customer VALUES (9000, 'late')");
    Console.Result found = run(0, "verify", "--live", "--json");
    assertThat(found.field("rows")).isEqualTo("1001");
    assertThat(
            rows(
                "SELECT string_agg(table_name, ',' ORDER BY table_name)"
                    + " FROM information_schema.tables WHERE table_schema = 'shop'"))
        .isEqualTo("customer,sale");
  }

  @Test
  void aFirstCopyThatDiesGoesOn() throws Exception {
    for (String point :
        new String[] {"live.backfill.copied", "live.backfill.keyed", "live.backfill.published"}) {
      Console.Result died =
          crossfade.run(point + ":1", "follow", file(), "--into", "shop", "--yes");
      assertThat(died.status()).as(point + "\n" + died).isEqualTo(ChildProcess.HALTED);
      sqlite("INSERT INTO customer (name) VALUES ('" + point + "')");
    }
    run(0, "follow", file(), "--into", "shop", "--yes", "--detach");
    assertThat(run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(rows("SELECT count(*) FROM shop.customer")).isEqualTo("503");
  }

  @Test
  void aSwitchThatDiesIsGivenUpOrGoesOn() throws Exception {
    run(0, "follow", file(), "--into", "shop", "--yes", "--detach");
    run(0, "verify", "--live");
    die("live.switch.promised", "switch");
    sqlite("INSERT INTO customer VALUES (7001, 'promised')");
    die("live.switch.closed", "switch");
    assertThatThrownBy(() -> sqlite("INSERT INTO customer VALUES (1, 'x')"))
        .hasMessageContaining("closed for writing");
    run(0, "switch", "cancel");
    sqlite("INSERT INTO customer VALUES (7002, 'given up')");
    die("live.switch.checked", "switch");
    run(0, "switch", "--yes");
    assertThat(rows("SELECT count(*) FROM shop.customer WHERE id > 7000")).isEqualTo("2");
    rows("INSERT INTO shop.customer VALUES (7003, 'switched') RETURNING id");
    die("live.switch.opened", "back");
    sqlite("INSERT INTO customer VALUES (7004, 'back')");
    assertThat(run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(rows("SELECT count(*) FROM shop.customer WHERE id > 7000")).isEqualTo("4");
  }

  private void die(String point, String command) throws Exception {
    Console.Result died = crossfade.run(point + ":1", command, "--yes");
    assertThat(died.status()).as(point + "\n" + died).isEqualTo(ChildProcess.HALTED);
  }

  private Console.Result run(int status, String... arguments) throws Exception {
    Console.Result result = crossfade.run("", arguments);
    assertThat(result.status()).as(String.join(" ", arguments) + "\n" + result).isEqualTo(status);
    return result;
  }

  private String file() {
    return folder.resolve("app.sqlite").toString();
  }

  private void sqlite(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private long left() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*) FROM sqlite_schema"
                    + " WHERE name LIKE 'crossfade%' OR type = 'trigger'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private String rows(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
