package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own: one with little room for locks, one that is killed. */
class OwnServerTest {
  @TempDir Path folder;
  private EmbeddedServer server;

  @AfterEach
  void stop() {
    server.reset();
  }

  static void tables(Path file, int count) throws Exception {
    try (Sql source = Sql.sqlite(file)) {
      source.execute("BEGIN");
      for (int table = 0; table < count; table++) {
        source.execute(
            "CREATE TABLE t" + table + " (id INTEGER PRIMARY KEY, v TEXT UNIQUE DEFAULT 'x')");
        source.execute("INSERT INTO t" + table + " (v) VALUES ('" + table + "')");
      }
      source.execute("COMMIT");
    }
  }

  @Test
  void refusesMoreTablesThanItsLocksAllowAndMovesTheRest() throws Exception {
    server =
        EmbeddedServer.in(
            folder, Map.of("max_locks_per_transaction", "10", "max_connections", "50"));
    Console console = new Console(folder, server.start().url());
    tables(folder.resolve("many.sqlite"), 400);
    Console.Result refused = console.run("move", "many.sqlite");
    assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.err()).contains("CF-5207").contains("max_locks_per_transaction");
    assertThat(console.run("runs", "list", "--json").out()).doesNotContain("LOADING");
    Console.Result moved = console.run("move", "many.sqlite", "--tables", "t1*", "--json");
    assertThat(moved.status()).as(moved.toString()).isZero();
    assertThat(moved.field("outcome")).isEqualTo("proven");
  }

  @Test
  void healsAKilledServerAndGoesOn() throws Exception {
    server = EmbeddedServer.in(folder);
    Running running = server.start();
    try (Sql source = Sql.sqlite(folder.resolve("data.sqlite"))) {
      source.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT)");
      source.execute(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
              + " INSERT INTO a SELECT i, 'x' || i FROM n");
    }
    int[] commits = new int[1];
    FaultPoints.install(
        name -> {
          if (name.equals("copy.before-commit") && ++commits[0] == 3) {
            ProcessHandle.of(running.pid()).ifPresent(OwnServerTest::kill);
          }
        });
    Console.Result died;
    try {
      died = new Console(folder, running.url()).run("move", "data.sqlite", "--chunk-rows", "1000");
    } finally {
      FaultPoints.install(name -> {});
    }
    assertThat(died.status()).as(died.toString()).isEqualTo(1);
    assertThat(died.err()).contains("Error CF-").doesNotContain("CF-9001");

    Console console = new Console(folder, server.start().url());
    Console.Result resumed =
        console.run("move", "data.sqlite", "--chunk-rows", "1000", "--resume", "--json");
    assertThat(resumed.status()).as(resumed.toString()).isZero();
    assertThat(resumed.field("outcome")).isEqualTo("proven");
    assertThat(resumed.field("written")).isEqualTo("20000");
  }

  private static void kill(ProcessHandle server) {
    server.destroyForcibly();
    server.onExit().join();
  }
}
