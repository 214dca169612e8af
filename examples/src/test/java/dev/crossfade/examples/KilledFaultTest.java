package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command is killed by the system at any moment, again and again, and goes on. */
class KilledFaultTest {
  private static final int KILLS = 10;
  private static final int ROUNDS_MAX = 100;
  private static final String[] MOVE = {
    "move", "data.sqlite", "--chunk-rows", "500", "--on-reject", "dead-letter", "--json"
  };
  private static final String[] RESUME = {
    "move", "data.sqlite", "--chunk-rows", "500", "--on-reject", "dead-letter", "--json", "--resume"
  };

  @TempDir static Path folder;
  private static List<String> expected = List.of();

  /** How long the last run took that nothing disturbed. */
  private static long undisturbedMillis;

  @BeforeAll
  static void moveUndisturbed() throws Exception {
    try (Sql source = Sql.sqlite(folder.resolve("data.sqlite"))) {
      source.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)");
      source.execute(
          "CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id),"
              + " note TEXT)");
      source.execute("CREATE TABLE log (line TEXT)");
      source.execute("CREATE INDEX by_parent ON children (parent)");
      source.execute("INSERT INTO parents (name) VALUES ('one'), ('two'), ('three')");
      source.execute(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
              + " INSERT INTO children SELECT i, 1 + i % 3,"
              + " iif(i % 7000 = 0, 'a' || char(0), 'note ' || i) FROM n");
      source.execute("INSERT INTO log SELECT 'line ' || (id % 50) FROM children");
    }
    try (ScratchDatabase database = ScratchServer.createDatabase();
        Sql target = Sql.postgres(database.jdbcUrl())) {
      long start = System.nanoTime();
      Console.Result run = new ChildProcess(folder, database.url()).run("", MOVE);
      undisturbedMillis = millisSince(start);
      assertThat(run.status()).as(run.toString()).isEqualTo(3);
      expected = content(target);
    }
  }

  private static List<String> content(Sql target) throws Exception {
    StringBuilder query = new StringBuilder();
    for (String table : List.of("parents", "children", "log")) {
      query
          .append(query.isEmpty() ? "" : " UNION ALL ")
          .append("SELECT '" + table + "', count(*)::text,")
          .append(" md5(string_agg(t::text, ',' ORDER BY t::text)) FROM " + table + " t");
    }
    query.append(
        " UNION ALL SELECT 'keys', conname, pg_get_constraintdef(oid) FROM pg_constraint"
            + " WHERE connamespace = 'public'::regnamespace AND convalidated"
            + " UNION ALL SELECT 'dead letters', locator, code FROM crossfade.dead_letters"
            + " UNION ALL SELECT 'runs', state, NULL FROM crossfade.runs"
            + " UNION ALL SELECT 'staging', nspname, NULL FROM pg_namespace"
            + " WHERE nspname LIKE 'crossfade_staging%' ORDER BY 1, 2, 3");
    return target.rows(query.toString());
  }

  @Test
  void goesOnAfterAKillAtAnyMoment() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int killed = 0;
    for (int round = 0; killed < KILLS && round < ROUNDS_MAX; round++) {
      long after = random.nextLong(undisturbedMillis / 4, undisturbedMillis + 1);
      String what = "seed " + seed + ", round " + round + ", killed after " + after + " ms";
      try (ScratchDatabase database = ScratchServer.createDatabase();
          Sql target = Sql.postgres(database.jdbcUrl());
          ChildProcess.Started child = new ChildProcess(folder, database.url()).start("", MOVE)) {
        long start = System.nanoTime();
        if (child.process().waitFor(after, TimeUnit.MILLISECONDS)) {
          // The machine has become faster; moments after the end are of no use.
          undisturbedMillis = millisSince(start);
        } else {
          killed++;
        }
        child.close();
        target.awaitDeaths();
        Console.Result resumed = new Console(folder, database.url()).run(RESUME);
        assertThat(resumed.status()).as(what + resumed).isEqualTo(3);
        assertThat(content(target)).as(what).isEqualTo(expected);
      }
    }
    assertThat(killed).as("seed " + seed + ": kills that came before the end").isEqualTo(KILLS);
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
