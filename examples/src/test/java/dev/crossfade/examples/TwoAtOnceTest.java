package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes move different files with tables of the same names into one schema at once. The
 * control tables are locked until one of them has ended, so that the other cannot be through
 * before: whoever comes second meets a run that is under way.
 */
class TwoAtOnceTest {
  @TempDir Path folder;
  private final ScratchDatabase database = ScratchServer.createDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  private void source(String name) throws Exception {
    try (Sql source = Sql.sqlite(folder.resolve(name + ".sqlite"))) {
      source.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, origin TEXT)");
      source.execute("CREATE TABLE b (origin TEXT)");
      source.execute(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
              + " INSERT INTO a SELECT i, '"
              + name
              + "' FROM n");
      source.execute("INSERT INTO b SELECT origin FROM a WHERE id % 2 = 0");
    }
  }

  private ChildProcess.Started start(String name) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    return new ChildProcess(own, database.url())
        .start("", "move", folder.resolve(name + ".sqlite").toString(), "--json");
  }

  @Test
  void oneIsRefusedAndTheOtherMovesEverything() throws Exception {
    source("first");
    source("second");
    Console console = new Console(folder, database.url());
    assertThat(console.run("move", "first.sqlite", "--schema-only", "--into", "x").status())
        .isZero();
    try (Sql holder = Sql.postgres(database.jdbcUrl());
        Sql target = Sql.postgres(database.jdbcUrl())) {
      holder.execute("BEGIN");
      holder.execute("LOCK TABLE crossfade.checkpoints IN ACCESS EXCLUSIVE MODE");
      try (ChildProcess.Started first = start("first");
          ChildProcess.Started second = start("second")) {
        CompletableFuture.anyOf(first.process().onExit(), second.process().onExit())
            .get(ChildProcess.LIMIT_SECONDS, TimeUnit.SECONDS);
        boolean firstLost = !first.process().isAlive();
        Console.Result lost = (firstLost ? first : second).end();
        assertThat(lost.status()).as(lost.toString()).isEqualTo(1);
        assertThat(lost.err() + lost.out()).contains("CF-5203");
        holder.execute("ROLLBACK");
        Console.Result won = (firstLost ? second : first).end();
        assertThat(won.status()).as(won.toString()).isZero();
        assertThat(won.field("outcome")).isEqualTo("proven");
        String winner = firstLost ? "second" : "first";
        assertThat(target.rows("SELECT origin, count(*) FROM a GROUP BY origin"))
            .isEqualTo(List.of(winner + "|5000"));
        assertThat(target.rows("SELECT origin, count(*) FROM b GROUP BY origin"))
            .isEqualTo(List.of(winner + "|2500"));
        assertThat(target.rows("SELECT state FROM crossfade.runs WHERE schema_name = 'public'"))
            .containsExactly("PROVEN");
        assertThat(
                target.rows("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'crossfade_staging%'"))
            .isEmpty();
      }
    }
  }
}
