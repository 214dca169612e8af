package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others hold in the target: passes and switches say whom they wait for, and go on. */
final class LiveLocksTest {
  @TempDir Path folder;

  @Test
  void aPassThatMeetsALockSaysWhoseItIsAndIsTriedAgain() throws Exception {
    try (LiveFixture shop = shop(LiveFixture.Target.scratch())) {
      shop.follow();
      try (Connection other = DriverManager.getConnection(shop.database().jdbcUrl());
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("SET application_name = 'someone'");
        statement.execute("LOCK TABLE shop.sale IN ACCESS EXCLUSIVE MODE");
        shop.sqlite("UPDATE sale SET price = 7777 WHERE no = 7");
        shop.awaitEvent("CF-5067");
        assertThat(shop.events())
            .contains(" of someone holds AccessExclusiveLock on shop.sale")
            .contains("trying again");
        other.rollback();
      }
      shop.awaitRows("SELECT price FROM shop.sale WHERE no = 7", "7777");
      shop.awaitEvent("CF-5067 is over");

      // The lock of a row, too.
      try (Connection other = DriverManager.getConnection(shop.database().jdbcUrl());
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("SELECT FROM shop.sale WHERE no = 8 FOR UPDATE");
        shop.sqlite("UPDATE sale SET price = 8888 WHERE no = 8");
        shop.awaitEvent("holds RowShareLock on shop.sale");
        other.rollback();
      }
      shop.awaitRows("SELECT price FROM shop.sale WHERE no = 8", "8888");
      assertThat(shop.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    }
  }

  @Test
  void aPreparedTransactionIsNamedAndNothingOfItIsLost() throws Exception {
    EmbeddedServer server =
        EmbeddedServer.in(
            Files.createDirectory(folder.resolve("server")),
            Map.of("max_prepared_transactions", "5"));
    try {
      Running running = server.start();
      try (LiveFixture shop = shop(target(running))) {
        shop.follow();
        prepare(shop, "reader", "LOCK TABLE shop.sale IN SHARE MODE");
        shop.sqlite("UPDATE sale SET price = 7777 WHERE no = 7");
        shop.awaitEvent("the prepared transaction 'reader' holds ShareLock on shop.sale");
        shop.target("ROLLBACK PREPARED 'reader'");
        shop.awaitRows("SELECT price FROM shop.sale WHERE no = 7", "7777");

        shop.run(0, "verify", "--live");
        shop.run(0, "switch", "--yes");
        prepare(shop, "writer", "INSERT INTO shop.customer (name) VALUES ('prepared')");
        shop.target("INSERT INTO shop.customer (name) VALUES ('beside')");
        awaitFile(shop, "SELECT count(*) FROM customer WHERE name = 'beside'", "1");
        shop.caughtUp();
        Console.Result shut = shop.command("back", "--yes");
        assertThat(shut.status()).as(shut.toString()).isNotZero();
        assertThat(shut.all()).contains("CF-6208").contains("the prepared transaction 'writer'");
        // PostgreSQL takes writes as before, and what was prepared comes over with its commit.
        shop.target("COMMIT PREPARED 'writer'");
        shop.target("INSERT INTO shop.customer (name) VALUES ('after')");
        awaitFile(shop, "SELECT count(*) FROM customer WHERE name IN ('prepared', 'after')", "2");
        shop.run(0, "verify", "--live");
        shop.run(0, "back", "--yes");
        assertThat(shop.cell("SELECT count(*) FROM customer WHERE name = 'prepared'"))
            .isEqualTo("1");
      }
    } finally {
      server.reset();
    }
  }

  /** The nearest to a failed-over primary: a standby that has nobody to follow. */
  @Test
  void aHotStandbyIsRefusedBeforeAnythingIsInstalled() throws Exception {
    EmbeddedServer server =
        EmbeddedServer.in(
            Files.createDirectory(folder.resolve("server")), Map.of("wal_level", "replica"));
    try {
      Running running = server.start();
      try (LiveFixture shop = shop(target(running))) {
        server.stop();
        Path data = folder.resolve("server/.crossfade/data");
        Files.setOwner(Files.createFile(data.resolve("standby.signal")), Files.getOwner(data));
        Running standby = server.start();
        try (Connection connection =
                DriverManager.getConnection(new ScratchDatabase("", standby.url()).jdbcUrl());
            Statement statement = connection.createStatement();
            var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
          row.next();
          assertThat(row.getBoolean(1)).isTrue();
        }
        for (String[] command :
            new String[][] {
              {"follow", shop.file(), "--yes", "--detach"}, {"follow", shop.file(), "--dry-run"}
            }) {
          Console.Result refused = new Console(folder, standby.url()).run(command);
          assertThat(refused.status()).isEqualTo(1);
          assertThat(refused.err()).contains("CF-3016").contains("primary");
        }
        assertThat(shop.cell("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"))
            .isEqualTo("0");
      }
    } finally {
      server.reset();
    }
  }

  private LiveFixture shop(LiveFixture.Target target) throws Exception {
    LiveFixture shop = new LiveFixture(folder, "app.sqlite", "shop", target);
    shop.sqlite(LiveShop.numbered(500));
    return shop;
  }

  private static LiveFixture.Target target(Running server) {
    return new LiveFixture.Target(
        server.url(), new ScratchDatabase("", server.url()).jdbcUrl(), () -> {});
  }

  private static void prepare(LiveFixture shop, String name, String sql) throws Exception {
    shop.target("BEGIN", sql, "PREPARE TRANSACTION '" + name + "'");
  }

  private static void awaitFile(LiveFixture shop, String sql, String wanted) throws Exception {
    shop.await(sql + " is " + wanted, () -> wanted.equals(shop.cell(sql)));
  }
}
