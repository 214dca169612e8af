package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.compat.PostgresServer.Database;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pooler in transaction mode: the server process may be another one each time. */
final class PgBouncerTest {
  private static final int VERSION = 16;

  /** One for the run's lock, and fewer than threads and lock would like to have. */
  private static final int CONNECTIONS = 3;

  @TempDir static Path home;
  private static PostgresServer server;

  @TempDir Path poolerHome;
  @TempDir Path directory;
  private PgBouncer pooler;
  private Database database;
  private CommandLine line;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start(VERSION, home, Map.of());
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    database = server.ownedDatabase();
    pooler = PgBouncer.start(poolerHome, server, CONNECTIONS, database);
    line = new CommandLine(directory, url());
  }

  @AfterEach
  void stop() {
    if (pooler != null) {
      pooler.close();
    }
  }

  @Test
  void movesThroughThePooler() {
    line.proves(0, CommandLine.SHOP);
    line.proves(3, CommandLine.SHOP_DIRTY, "--into", "dirty", "--on-reject", "dead-letter");
    line.proves(0, CommandLine.BOTS, "--into", "bots", "--jobs", "8");

    line.run(0, "verify", CommandLine.SHOP);
    line.run(0, "verify", CommandLine.SHOP_DIRTY);
    line.run(0, "verify", CommandLine.BOTS);
    line.run(0, "doctor");
    assertThat(pooler.log()).contains(database.name() + "/" + database.role());
  }

  @Test
  void resumesThroughThePooler() {
    Fault.at("copy.after-commit", () -> line.run(1, "move", CommandLine.SHOP));

    line.proves(0, CommandLine.SHOP, "--resume");
  }

  @Test
  void holdsTheLockOfARunBehindThePooler() {
    CommandLine direct = new CommandLine(directory, server.url(database));
    Fault.at(
        "move.copied",
        () -> {
          assertThat(line.run(1, "move", CommandLine.SHOP_DIRTY).all()).contains("CF-5203");
          assertThat(direct.run(1, "move", CommandLine.SHOP_DIRTY).all()).contains("CF-5203");
        },
        () -> line.proves(0, CommandLine.SHOP));

    direct.run(0, "move", CommandLine.SHOP);
  }

  @Test
  void tellsThatThePoolerRefused() {
    String wrong = url().replace(PostgresServer.PASSWORD, "wrong");

    assertThat(new CommandLine(directory, wrong).run(1, "move", CommandLine.SHOP).all())
        .contains("CF-3024");
  }

  private String url() {
    return PostgresServer.url(database, "127.0.0.1", pooler.port());
  }
}
