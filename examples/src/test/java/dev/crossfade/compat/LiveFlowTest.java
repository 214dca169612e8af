package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.compat.PostgresServer.Database;
import dev.crossfade.examples.LiveData;
import dev.crossfade.examples.LiveFixture;
import java.nio.file.Files;
import java.nio.file.Path;
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
    String url = PostgresServer.url(database, "127.0.0.1", port);
    String jdbc =
        "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0&user=%s&password=%s"
            .formatted(port, database.name(), database.role(), PostgresServer.PASSWORD);
    LiveData.Target target = new LiveData.Target(url, jdbc, () -> {});
    try (LiveFixture live = new LiveFixture(directory, "app.sqlite", "live", target)) {
      live.sqlite(
          "PRAGMA journal_mode = WAL",
          "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE)",
          "CREATE TABLE part (id INTEGER PRIMARY KEY, item INTEGER REFERENCES item (id))",
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
              + " INSERT INTO item SELECT i, 'i' || i FROM n",
          "INSERT INTO part SELECT id, id FROM item");
      live.follow();
      live.sqlite("UPDATE part SET item = 1 WHERE id < 10", "DELETE FROM part WHERE id > 990");
      live.run(0, "verify", "--live");
      assertThatThrownBy(() -> live.target("DELETE FROM live.part"))
          .hasMessageContaining("takes no writes here");
      live.run(0, "switch", "--yes");
      for (String isolation : new String[] {"read committed", "repeatable read", "serializable"}) {
        live.target(
            "BEGIN ISOLATION LEVEL " + isolation,
            "INSERT INTO live.item (name) VALUES ('" + isolation + "')",
            "DELETE FROM live.part WHERE item = 1",
            "COMMIT");
      }
      live.run(0, "verify", "--live");
      live.run(0, "back", "--yes");
      live.sqlite("INSERT INTO item (name) VALUES ('home')");
      live.run(0, "verify", "--live");
      assertThat(live.cell("SELECT group_concat(id || name) FROM item WHERE id > 1000"))
          .isEqualTo("1001read committed,1002repeatable read,1003serializable,1004home");
      live.run(0, "retire", "--yes");
    }
  }
}
