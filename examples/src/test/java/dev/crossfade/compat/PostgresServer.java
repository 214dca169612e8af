package dev.crossfade.compat;

import dev.crossfade.examples.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of one version with PostgreSQL's own settings, as a stranger's server has them, except
 * that it does not sync. The build puts the archives of the programs into {@code target/servers}.
 */
final class PostgresServer implements AutoCloseable {
  /** The password of the superuser and of every role made here; part of no other word. */
  static final String PASSWORD = "Geheim9876";

  private static final Path ARCHIVES = Path.of("target", "servers").toAbsolutePath();
  private static final String SUPERUSER = "postgres";
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final int port;
  private final Daemon daemon;

  private PostgresServer(int port, Daemon daemon) {
    this.port = port;
    this.daemon = daemon;
  }

  /**
   * A database of its own for one test.
   *
   * @param role that may use it; no superuser
   * @param name of the database
   */
  record Database(String role, String name) {}

  /**
   * Makes a data directory and starts a server on it.
   *
   * @param version the major version of PostgreSQL
   * @param directory an empty directory
   * @param settings of PostgreSQL
   */
  static PostgresServer start(int version, Path directory, Map<String, String> settings)
      throws Exception {
    Path bin = programs(version).resolve("bin");
    Files.writeString(directory.resolve("password"), PASSWORD);
    List<String> make =
        List.of(
            bin.resolve("initdb").toString(),
            "--pgdata=data",
            "--username=" + SUPERUSER,
            "--pwfile=password",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync");
    Daemon.run(directory, Daemon.unprivileged(make).toArray(String[]::new));
    int port = FreePort.next();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(bin.resolve("postgres").toString(), "-D", "data", "-p", "" + port));
    command.addAll(List.of("-h", "127.0.0.1", "-k", "", "-F"));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return new PostgresServer(
        port, Daemon.start(command, directory, "ready to accept connections", "INT"));
  }

  int port() {
    return port;
  }

  /** A database that belongs to a role of its own. */
  Database ownedDatabase() throws SQLException {
    Database database = role();
    execute(SUPERUSER, "CREATE DATABASE " + database.name() + " OWNER " + database.role());
    return database;
  }

  /** A database that orders text by other rules than by code point, where the version can. */
  Database databaseOfALanguage(int version) throws SQLException {
    Database database = role();
    String locale =
        version < 15
            ? " LOCALE 'C.UTF-8'"
            : " LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'";
    execute(
        SUPERUSER,
        "CREATE DATABASE %s OWNER %s TEMPLATE template0 ENCODING 'UTF8'%s"
            .formatted(database.name(), database.role(), locale));
    return database;
  }

  /** A database of the superuser in which a role may make schemas, but nothing in public. */
  Database grantedDatabase() throws SQLException {
    Database database = role();
    execute(SUPERUSER, "CREATE DATABASE " + database.name());
    execute(
        SUPERUSER,
        "GRANT CONNECT, CREATE ON DATABASE %s TO %s".formatted(database.name(), database.role()));
    execute(database.name(), "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    return database;
  }

  /** The URL of a database with its role and password. */
  String url(Database database) {
    return url(database, "127.0.0.1", port);
  }

  /** The same by another host name or a pooler's port. */
  static String url(Database database, String host, int port) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(database.role(), PASSWORD, host, port, database.name());
  }

  /** Runs a statement as superuser. */
  void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Lets the server's clock go on by some seconds. */
  void outlast(String seconds) {
    try {
      execute(SUPERUSER, "SELECT pg_sleep(" + seconds + ")");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The only value of a query, asked as superuser. */
  String ask(Database database, String sql) throws SQLException {
    try (Connection connection = connect(database.name());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  @Override
  public void close() {
    daemon.close();
  }

  private Database role() throws SQLException {
    String name = "app_" + COUNTER.incrementAndGet();
    execute(
        SUPERUSER,
        "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%s'"
            .formatted(name, PASSWORD));
    return new Database(name, name);
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), SUPERUSER, PASSWORD);
  }

  /** Unpacked beside its final place: a directory with the final name is always whole. */
  private static Path programs(int version) throws Exception {
    Path home = ARCHIVES.resolve(Integer.toString(version));
    Path programs = home.resolve("programs");
    if (!Files.isDirectory(programs)) {
      Path part = Files.createTempDirectory(home, "part");
      Daemon.run(part, "tar", "-xJf", archive(home).toString());
      Files.move(part, programs, StandardCopyOption.ATOMIC_MOVE);
    }
    return programs;
  }

  private static Path archive(Path home) throws IOException {
    try (var files = Files.newDirectoryStream(home, "*.txz")) {
      return files.iterator().next();
    }
  }
}
