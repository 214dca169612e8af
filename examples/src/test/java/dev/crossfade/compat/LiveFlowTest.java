package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.compat.PostgresServer.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file is followed, verified, switched over, written there and switched back: to each version of
 * PostgreSQL, by a plain role, and through a pooler in transaction mode, for all of ours and for
 * the program that writes.
 */
final class LiveFlowTest {
  private static final int CONNECTIONS = 5;

  @TempDir Path home;
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16, 17, 18})
  void goesThereAndBack(int version) throws Exception {
    try (PostgresServer server = PostgresServer.start(version, home, Map.of())) {
      Database database = server.ownedDatabase();
      flow(database, server.port());
    }
  }

  @Test
  void goesThereAndBackThroughAPooler() throws Exception {
    try (PostgresServer server = PostgresServer.start(16, home, Map.of())) {
      Database database = server.ownedDatabase();
      Path place = Files.createDirectory(directory.resolve("pooler"));
      try (PgBouncer pooler = PgBouncer.start(place, server, CONNECTIONS, database)) {
        flow(database, pooler.port());
      }
    }
  }

  private void flow(Database database, int port) throws Exception {
    CommandLine line = new CommandLine(directory, PostgresServer.url(database, "127.0.0.1", port));
    String jdbc =
        "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0".formatted(port, database.name());
    Path file = directory.resolve("app.sqlite");
    sqlite(
        file,
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE)",
        "CREATE TABLE part (id INTEGER PRIMARY KEY, item INTEGER REFERENCES item (id))",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
            + " INSERT INTO item SELECT i, 'i' || i FROM n",
        "INSERT INTO part SELECT id, id FROM item");
    try {
      line.run(0, "follow", file.toString(), "--into", "live", "--yes", "--detach");
      sqlite(file, "UPDATE part SET item = 1 WHERE id < 10", "DELETE FROM part WHERE id > 990");
      line.run(0, "verify", "--live");
      assertThatThrownBy(() -> postgres(database, jdbc, "DELETE FROM live.part"))
          .hasMessageContaining("takes no writes here");
      line.run(0, "switch", "--yes");
      for (String isolation : new String[] {"read committed", "repeatable read", "serializable"}) {
        postgres(
            database,
            jdbc,
            "BEGIN ISOLATION LEVEL " + isolation,
            "INSERT INTO live.item (name) VALUES ('" + isolation + "')",
            "DELETE FROM live.part WHERE item = 1",
            "COMMIT");
      }
      line.run(0, "verify", "--live");
      line.run(0, "back", "--yes");
      sqlite(file, "INSERT INTO item (name) VALUES ('home')");
      line.run(0, "verify", "--live");
      assertThat(first(file, "SELECT group_concat(id || name) FROM item WHERE id > 1000"))
          .isEqualTo("1001read committed,1002repeatable read,1003serializable,1004home");
      line.run(0, "retire", "--yes");
    } finally {
      line.run(0, "follow", file.toString(), "--stop");
    }
  }

  private static void sqlite(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String first(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void postgres(Database database, String url, String... statements)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url, database.role(), PostgresServer.PASSWORD);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
