package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.compat.CommandLine.Result;
import dev.crossfade.compat.PostgresServer.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every supported version of PostgreSQL; no role here is a superuser. */
@ParameterizedClass(name = "PostgreSQL {0}")
@ValueSource(ints = {14, 15, 16, 17, 18})
final class VersionsTest {
  @TempDir static Path servers;
  private static PostgresServer server;

  @Parameter int version;
  @TempDir Path directory;

  @BeforeParameterizedClassInvocation
  static void start(int version) throws Exception {
    Path home = Files.createDirectory(servers.resolve("" + version));
    server = PostgresServer.start(version, home, Map.of());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void movesTheShopIntoADatabaseOfAPlainRole() throws Exception {
    Database database = server.ownedDatabase();
    CommandLine line = line(database);

    line.proves(0, CommandLine.SHOP);

    assertThat(server.ask(database, "SHOW server_version_num")).startsWith("" + version);
    assertThat(server.ask(database, "SELECT count(*) FROM order_items")).isEqualTo("2400");
    assertThat(server.ask(database, "SELECT count(*) > 0 FROM open_orders")).isEqualTo("t");
    assertThat(
            server.ask(
                database,
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
                    + " AND connamespace = 'public'::regnamespace"))
        .isEqualTo("5");
    assertThat(
            server.ask(
                database,
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner <> '"
                    + database.role()
                    + "'"))
        .isEqualTo("0");
    assertThat(line.run(0, "verify", CommandLine.SHOP).out()).contains("Equal");
    assertThat(line.run(0, "move", "--json", CommandLine.SHOP).out())
        .contains("\"outcome\":\"proven-again\"");
    assertThat(line.run(0, "doctor").all()).doesNotContain("FAIL");
  }

  @Test
  void findsAChangedValue() throws Exception {
    Database database = server.ownedDatabase();
    CommandLine line = line(database);
    line.proves(0, CommandLine.SHOP);

    server.execute(
        database.name(),
        "UPDATE orders SET total = total + 0.01 WHERE id = (SELECT min(id) FROM orders)");

    assertThat(line.run(4, "verify", CommandLine.SHOP).out()).contains("total");
  }

  @Test
  void keepsDeadLetters() throws Exception {
    CommandLine line = line(server.ownedDatabase());

    line.proves(3, CommandLine.SHOP_DIRTY, "--on-reject", "dead-letter");

    line.run(0, "verify", CommandLine.SHOP_DIRTY);
    assertThat(line.run(0, "rejects", "list", "--json").out()).contains("\"customers\"");
    assertThat(line.run(0, "runs", "list", "--json").out()).contains("\"state\":\"proven\"");
  }

  @Test
  void movesTheBots() throws Exception {
    CommandLine line = line(server.ownedDatabase());

    line.proves(0, CommandLine.BOTS, "--into", "bots");

    line.run(0, "verify", CommandLine.BOTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy.after-commit", "move.before-publish"})
  void resumesAfterAFault(String point) throws Exception {
    Database database = server.ownedDatabase();
    CommandLine line = line(database);

    Fault.at(point, () -> line.run(1, "move", CommandLine.SHOP));

    assertThat(server.ask(database, "SELECT to_regclass('public.orders')")).isEqualTo("null");
    line.proves(0, CommandLine.SHOP, "--resume");
    line.run(0, "verify", CommandLine.SHOP);
  }

  @Test
  void needsNoMoreThanTheRightToMakeSchemas() throws Exception {
    CommandLine line = line(server.grantedDatabase());

    Result refused = line.run(1, "move", CommandLine.SHOP);
    line.proves(0, CommandLine.SHOP, "--into", "shop");

    assertThat(refused.all()).contains("CF-3015");
  }

  @Test
  void dependsOnNoSettingOfTheDatabase() throws Exception {
    Database database = server.ownedDatabase();
    for (String setting :
        new String[] {
          "datestyle = 'SQL, DMY'",
          "intervalstyle = 'postgres_verbose'",
          "timezone = 'Pacific/Chatham'",
          "extra_float_digits = -15",
          "bytea_output = 'escape'",
          "standard_conforming_strings = off",
          "search_path = 'nowhere'",
          "statement_timeout = '2s'",
          "idle_in_transaction_session_timeout = '2s'",
          "default_transaction_isolation = 'serializable'",
          "check_function_bodies = off",
          "client_min_messages = 'debug1'"
        }) {
      server.execute(database.name(), "ALTER DATABASE " + database.name() + " SET " + setting);
    }
    if (version >= 17) {
      server.execute(
          database.name(), "ALTER DATABASE " + database.name() + " SET transaction_timeout = '2s'");
    }
    CommandLine line = line(database);

    // Longer than these times; shorter ones would end a connection that has not set its own yet.
    Fault.at(
        "copy.before-commit",
        () -> server.outlast("2.5"),
        () -> line.proves(3, CommandLine.SHOP_DIRTY, "--on-reject", "dead-letter"));
    line.proves(0, CommandLine.BOTS, "--into", "bots");

    line.run(0, "verify", CommandLine.SHOP_DIRTY);
    line.run(0, "verify", CommandLine.BOTS);
  }

  @Test
  void dependsOnNoOrderOfALanguage() throws Exception {
    CommandLine line = line(server.databaseOfALanguage(version));

    line.proves(0, CommandLine.SHOP);

    line.run(0, "verify", CommandLine.SHOP);
  }

  private CommandLine line(Database database) {
    return new CommandLine(directory, server.url(database));
  }
}
