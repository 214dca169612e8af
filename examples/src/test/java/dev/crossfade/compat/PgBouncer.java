package dev.crossfade.compat;

import dev.crossfade.examples.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pooler in transaction mode, before a server; its users stand in a file. */
final class PgBouncer implements AutoCloseable {
  private final int port;
  private final Daemon daemon;

  private PgBouncer(int port, Daemon daemon) {
    this.port = port;
    this.daemon = daemon;
  }

  /**
   * Starts the installed program.
   *
   * @param connections to the server for each pair of user and database
   */
  static PgBouncer start(
      Path directory, PostgresServer server, int connections, PostgresServer.Database... databases)
      throws Exception {
    int port = FreePort.next();
    StringBuilder users = new StringBuilder();
    StringBuilder settings = new StringBuilder("[databases]\n");
    for (PostgresServer.Database database : databases) {
      users.append("\"%s\" \"%s\"\n".formatted(database.role(), PostgresServer.PASSWORD));
      settings.append("%s = host=127.0.0.1 port=%d\n".formatted(database.name(), server.port()));
    }
    settings.append(
        """
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = users.txt
        pool_mode = transaction
        default_pool_size = %d
        """
            .formatted(port, connections));
    Files.writeString(directory.resolve("users.txt"), users);
    Files.writeString(directory.resolve("pgbouncer.ini"), settings);
    return new PgBouncer(
        port, Daemon.start(List.of("pgbouncer", "pgbouncer.ini"), directory, "process up", "TERM"));
  }

  int port() {
    return port;
  }

  /** What it wrote into its log: a line for each connection. */
  String log() {
    return daemon.log();
  }

  @Override
  public void close() {
    daemon.close();
  }
}
