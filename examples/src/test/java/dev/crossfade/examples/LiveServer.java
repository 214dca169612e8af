package dev.crossfade.examples;

import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server for fault runs, which is killed and started again, each run with its own database. */
final class LiveServer implements AutoCloseable {
  /** Who owns the databases, and what Crossfade connects as. */
  private static final String ROLE = "mover";

  private final EmbeddedServer server;
  private Running running;
  private int databases;

  LiveServer(Path folder) throws SQLException, IOException {
    server =
        EmbeddedServer.in(
            folder, Map.of("max_connections", "100", "recovery_init_sync_method", "syncfs"));
    Files.createDirectories(server.home());
    Files.writeString(server.home().resolve("port"), Integer.toString(FreePort.next()));
    running = server.start();
    try (Sql sql = root()) {
      sql.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + ROLE + "'");
    }
  }

  /**
   * Makes a database.
   *
   * @param disk a directory that holds its tables, or null for where the server is
   */
  String createDatabase(@Nullable Path disk) throws SQLException {
    databases++;
    String name = "run_" + databases;
    try (Sql sql = root()) {
      if (disk != null) {
        sql.execute("CREATE TABLESPACE " + name + " LOCATION '" + disk + "'");
      }
      sql.execute(
          "CREATE DATABASE "
              + name
              + " OWNER "
              + ROLE
              + (disk == null ? "" : " TABLESPACE " + name));
    }
    return name;
  }

  private Sql root() throws SQLException {
    return Sql.postgres(jdbc(running.url()));
  }

  int port() {
    return java.net.URI.create(running.url()).getPort();
  }

  /** The URL for Crossfade, which is no superuser, through a port; it waits 2 seconds at most. */
  String followersUrl(String database, int port) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?user="
        + ROLE
        + "&password="
        + ROLE
        + "&socketTimeout=2&connectTimeout=2";
  }

  /** Copies a database as it is now. */
  void copy(String database, String to) throws SQLException {
    try (Sql sql = root()) {
      close(sql, database);
      sql.execute("CREATE DATABASE " + to + " TEMPLATE " + database + " OWNER " + ROLE);
      sql.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
    }
  }

  /** Puts a copy in the place of a database. */
  void replace(String database, String copy) throws SQLException {
    try (Sql sql = root()) {
      close(sql, database);
      sql.execute("ALTER DATABASE " + database + " RENAME TO " + database + "_lost");
      sql.execute("ALTER DATABASE " + copy + " RENAME TO " + database);
      sql.execute("DROP DATABASE " + database + "_lost WITH (FORCE)");
    }
  }

  private static void close(Sql sql, String database) throws SQLException {
    sql.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
    while (!sql.one(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '"
                + database
                + "'")
        .equals("0")) {
      Thread.onSpinWait();
    }
  }

  /** Ends the connection that holds the lease of the migration in a database. */
  void cutLease(String database) throws SQLException {
    try (Sql sql = root()) {
      sql.rows(
          "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d"
              + " ON d.oid = l.database WHERE l.locktype = 'advisory' AND l.granted"
              + " AND l.mode = 'ExclusiveLock' AND d.datname = '"
              + database
              + "'");
    }
  }

  /** Removes a database with whatever is connected to it. */
  void drop(String database) throws SQLException {
    try (Sql sql = Sql.postgres(jdbc(running.url()))) {
      sql.execute("DROP DATABASE " + database + " WITH (FORCE)");
      sql.execute("DROP TABLESPACE IF EXISTS " + database);
    }
  }

  private String url(String database) {
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
