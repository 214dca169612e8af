package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source of ten thousand tables. */
class ManyTablesFaultTest {
  private static final int TABLES = 10_000;

  @TempDir Path folder;
  private EmbeddedServer server;

  @AfterEach
  void stop() {
    server.reset();
  }

  @Test
  void isRefusedByAServerAsItIsByDefaultAndMovedWholeWhereThereIsRoomForLocks() throws Exception {
    OwnServerTest.tables(folder.resolve("many.sqlite"), TABLES);
    // PostgreSQL's own default, which the embedded server has raised.
    server = EmbeddedServer.in(folder, Map.of("max_locks_per_transaction", "64", "fsync", "off"));
    Console.Result refused = new Console(folder, server.start().url()).run("move", "many.sqlite");
    assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.err())
        .contains("CF-5207")
        .contains("10000 tables")
        .contains("max_locks_per_transaction");
    server.stop();
    server = EmbeddedServer.in(folder, Map.of("fsync", "off"));
    String url = server.start().url();
    Console.Result moved = new Console(folder, url).run("move", "many.sqlite", "--json");
    assertThat(moved.status()).as(moved.toString()).isZero();
    assertThat(moved.field("outcome")).isEqualTo("proven");
    try (Sql target = Sql.postgres(new ScratchDatabase("it", url).jdbcUrl())) {
      assertThat(
              target.one(
                  "SELECT count(*) FROM pg_class WHERE relkind = 'r'"
                      + " AND relnamespace = 'public'::regnamespace"))
          .isEqualTo(Integer.toString(TABLES));
      assertThat(target.one("SELECT v FROM public.t9999")).isEqualTo("9999");
    }
  }
}
