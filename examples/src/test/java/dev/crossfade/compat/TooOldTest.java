package dev.crossfade.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.compat.PostgresServer.Database;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last version before those that are supported. */
final class TooOldTest {
  @TempDir Path home;
  @TempDir Path directory;

  @Test
  void refusesAnOldServerAndLeavesItAlone() throws Exception {
    try (PostgresServer server = PostgresServer.start(13, home, Map.of())) {
      Database database = server.ownedDatabase();
      CommandLine line = new CommandLine(directory, server.url(database));

      assertThat(line.run(1, "move", CommandLine.SHOP).all()).contains("CF-3017", "13.");
      assertThat(line.run(1, "verify", CommandLine.SHOP).all()).contains("CF-3017");
      assertThat(line.run(1, "doctor").all()).contains("CF-3017");
      assertThat(
              server.ask(
                  database, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'crossfade%'"))
          .isEqualTo("0");
    }
  }
}
