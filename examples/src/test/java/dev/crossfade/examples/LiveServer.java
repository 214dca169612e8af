package dev.crossfade.examples;

import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** A server for fault runs, which is killed and started again, each run with its own database. */
final class LiveServer implements AutoCloseable {
  private final EmbeddedServer server;
  private Running running;
  private int databases;

  LiveServer(Path folder) {
    server = EmbeddedServer.in(folder, Map.of("max_connections", "100"));
    running = server.start();
  }

  String createDatabase() throws SQLException {
    databases++;
    String name = "run_" + databases;
    try (Sql sql = Sql.postgres(jdbc(running.url()))) {
      sql.execute("CREATE DATABASE " + name);
    }
    return name;
  }

  /** Removes a database with whatever is connected to it. */
  void drop(String database) throws SQLException {
    try (Sql sql = Sql.postgres(jdbc(running.url()))) {
      sql.execute("DROP DATABASE " + database + " WITH (FORCE)");
    }
  }

  String url(String database) {
    return running.url().substring(0, running.url().lastIndexOf('/') + 1) + database;
  }

  String jdbcUrl(String database) {
    return jdbc(url(database));
  }

  private static String jdbc(String url) {
    return new ScratchDatabase("", url).jdbcUrl();
  }

  /** Kills it as a power cut would; its processes end when they see that. */
  void kill() {
    ProcessHandle.of(running.pid())
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  /** Stops it in order; what is connected is cut off. */
  void stop() {
    server.stop();
  }

  /** Heals and starts it, where it was. */
  void start() {
    String before = running.url();
    running = server.start();
    if (!running.url().equals(before)) {
      throw new AssertionError("the server has moved");
    }
  }

  /** Cuts all connections of all programs. */
  void cutConnections() throws SQLException {
    try (Sql sql = Sql.postgres(jdbc(running.url()))) {
      sql.rows(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }
  }

  @Override
  public void close() {
    server.reset();
  }
}
