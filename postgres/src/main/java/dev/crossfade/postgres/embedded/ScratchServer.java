package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One throw-away server for a whole JVM, for tests: started when first asked for, in a temporary
 * directory, stopped and deleted when the JVM ends. It does not sync to disk; a test that needs
 * that, or that kills the server, starts an {@link EmbeddedServer} of its own.
 */
public final class ScratchServer {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "max_connections", "200");

  /** SQL state of a database that sessions are connected to. */
  private static final String IN_USE = "55006";

  private static final int TRIES = 60;

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private ScratchServer() {}

  /**
   * The libpq URL of the server's superuser and of its first database. Tests that create anything
   * take {@link #createDatabase()} instead.
   */
  public static String url() {
    return Holder.RUNNING.url();
  }

  /** Creates an empty UTF8 database; closing it drops it. */
  public static ScratchDatabase createDatabase() {
    Running server = Holder.RUNNING;
    String name = "scratch_" + COUNTER.incrementAndGet();
    execute(server.url(), "CREATE DATABASE " + name);
    String base = server.url().substring(0, server.url().lastIndexOf('/') + 1);
    return new ScratchDatabase(name, base + name);
  }

  /** On a busy machine a session may take longer to end than the five seconds of the server. */
  static void execute(String url, String sql) {
    for (int tries = 1; ; tries++) {
      try (Connection connection = DriverManager.getConnection(ScratchDatabase.jdbcUrl(url));
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
        return;
      } catch (SQLException failed) {
        if (tries == TRIES || !IN_USE.equals(failed.getSQLState())) {
          throw new CrossfadeException(ErrorCode.CF_9001, sql, failed);
        }
      }
    }
  }

  /** Started when first touched: the class loader sees to it that this happens once. */
  private static final class Holder {
    static final Running RUNNING = start();

    private static Running start() {
      try {
        Path directory = Files.createTempDirectory("crossfade-scratch-");
        EmbeddedServer server = EmbeddedServer.in(directory, SETTINGS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, directory)));
        return server.start();
      } catch (IOException failed) {
        throw new CrossfadeException(ErrorCode.CF_3037, "temporary directory", failed);
      }
    }

    private static void remove(EmbeddedServer server, Path directory) {
      try {
        server.reset();
        Trees.delete(directory);
      } catch (IOException leftBehind) {
        System.err.println("Not deleted: " + directory);
      }
    }
  }
}
