package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command dies as by {@code kill -9}, and goes on. */
class CrashTest {
  /** Three chunks of the keyed table, three of the one without key. */
  private static final String[] MOVE = {
    "move", "data.sqlite", "--chunk-rows", "1000", "--on-reject", "dead-letter", "--json"
  };

  @TempDir Path folder;
  private final ScratchDatabase database = ScratchServer.createDatabase();
  private static String expected = "";

  private ChildProcess child;
  private Sql target;

  /** What a run that nothing disturbs leaves. */
  @BeforeAll
  static void moveUndisturbed(@TempDir Path folder) throws Exception {
    makeSource(folder);
    try (ScratchDatabase database = ScratchServer.createDatabase();
        Sql target = Sql.postgres(database.jdbcUrl())) {
      Console.Result run = new Console(folder, database.url()).run(MOVE);
      assertThat(run.status()).as(run.toString()).isEqualTo(3);
      expected = result(target, run);
    }
  }

  @BeforeEach
  void make() throws Exception {
    makeSource(folder);
    child = new ChildProcess(folder, database.url());
    target = Sql.postgres(database.jdbcUrl());
  }

  private static void makeSource(Path folder) throws Exception {
    try (Sql source = Sql.sqlite(folder.resolve("data.sqlite"))) {
      source.execute("PRAGMA foreign_keys = OFF");
      source.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)");
      source.execute(
          "CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id),"
              + " amount INTEGER CHECK (amount < 3000), note TEXT)");
      source.execute("CREATE TABLE log (line TEXT)");
      source.execute("CREATE INDEX children_by_parent ON children (parent)");
      source.execute("CREATE VIEW large AS SELECT id FROM children WHERE amount > 100");
      source.execute("PRAGMA ignore_check_constraints = ON");
      source.execute("INSERT INTO parents (name) VALUES ('one'), ('two'), ('three')");
      source.execute(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3500)"
              + " INSERT INTO children SELECT i, iif(i = 700, 99, 1 + i % 3), i,"
              + " iif(i IN (1500, 2500), 'a' || char(0), 'note ' || i) FROM n");
      source.execute("INSERT INTO log SELECT note FROM children WHERE id % 2 = 0 AND id <> 1500");
      source.execute("DELETE FROM log WHERE instr(line, char(0)) > 0");
    }
  }

  @AfterEach
  void close() throws Exception {
    target.close();
    database.close();
  }

  private static String[] with(String... more) {
    String[] all = java.util.Arrays.copyOf(MOVE, MOVE.length + more.length);
    System.arraycopy(more, 0, all, MOVE.length, more.length);
    return all;
  }

  /** What is visible of a finished run, without its id and times. */
  private static String result(Sql target, Console.Result run) throws Exception {
    StringBuilder text = new StringBuilder();
    text.append(run.field("outcome")).append(' ').append(run.field("digest")).append('\n');
    for (String query :
        List.of(
            "SELECT md5(string_agg(c::text, ',' ORDER BY id)), count(*) FROM children c",
            "SELECT md5(string_agg(line, ',' ORDER BY line)), count(*) FROM log",
            "SELECT md5(string_agg(p::text, ',' ORDER BY id)), count(*) FROM parents p",
            "SELECT count(*) FROM large",
            "SELECT conname || ' ' || convalidated || pg_get_constraintdef(oid) FROM pg_constraint"
                + " WHERE connamespace = 'public'::regnamespace ORDER BY 1",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            "SELECT target, chunk, rows_read, rows_rejected, rows_written, digest"
                + " FROM crossfade.checkpoints ORDER BY 1, 2",
            "SELECT target, locator, code FROM crossfade.dead_letters ORDER BY 1, 2",
            "SELECT state FROM crossfade.runs",
            "SELECT last_value FROM parents_id_seq",
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'crossfade_staging%'")) {
      text.append(target.rows(query)).append('\n');
    }
    int findings = run.out().indexOf("\"findings\"");
    return text.append(run.out(), findings, run.out().indexOf("\"seconds\"", findings)).toString();
  }

  private Console.Result die(String fault, String... arguments) throws Exception {
    Console.Result died = child.run(fault, arguments);
    target.awaitDeaths();
    return died;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "move.created:1",
        "copy.before-commit:1",
        "copy.after-commit:1",
        "copy.before-commit:3",
        "copy.after-commit:5",
        "move.copied:1",
        "move.constrained:1",
        "move.before-publish:1",
        "move.after-publish:1"
      })
  void resumesToTheSameResult(String fault) throws Exception {
    Console.Result died = die(fault, MOVE);
    assertThat(died.status()).as(died.toString()).isEqualTo(ChildProcess.HALTED);
    boolean visible = fault.startsWith("move.after-publish");
    assertThat(
            target.rows(
                "SELECT relname FROM pg_class WHERE relname = 'children'"
                    + " AND relnamespace = 'public'::regnamespace"))
        .hasSize(visible ? 1 : 0);
    List<String> committed =
        target.rows("SELECT run_id, target, chunk, committed_at FROM crossfade.checkpoints");

    Console console = new Console(folder, database.url());
    Console.Result refused = console.run(MOVE);
    assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.toString()).contains("CF-5205").contains("--resume");

    Console.Result resumed = console.run(with("--resume"));
    assertThat(resumed.status()).as(resumed.toString()).isEqualTo(3);
    assertThat(result(target, resumed)).isEqualTo(expected);
    assertThat(target.rows("SELECT run_id, target, chunk, committed_at FROM crossfade.checkpoints"))
        .as("chunks that were committed are not copied again")
        .containsAll(committed);
  }

  @Test
  void beginsAnewWithRestart() throws Exception {
    die("copy.after-commit:2", MOVE);
    Console.Result restarted = new Console(folder, database.url()).run(with("--restart"));
    assertThat(restarted.status()).as(restarted.toString()).isEqualTo(3);
    target.execute("DELETE FROM crossfade.runs WHERE state = 'ABANDONED'");
    assertThat(result(target, restarted)).isEqualTo(expected);
  }

  @Test
  void refusesToResumeWhenTheSourceChanged() throws Exception {
    die("copy.after-commit:2", MOVE);
    try (Sql source = Sql.sqlite(folder.resolve("data.sqlite"))) {
      source.execute("UPDATE children SET note = 'changed' WHERE id = 3");
    }
    Console console = new Console(folder, database.url());
    Console.Result resumed = console.run(with("--resume"));
    assertThat(resumed.status()).isEqualTo(1);
    assertThat(resumed.toString()).contains("CF-5206").contains("--restart");
    Console.Result restarted = console.run(with("--restart"));
    assertThat(restarted.status()).as(restarted.toString()).isEqualTo(3);
    assertThat(target.one("SELECT note FROM children WHERE id = 3")).isEqualTo("changed");
  }

  @Test
  void survivesDyingAgainAndAgain() throws Exception {
    assertThat(die("copy.after-commit:1", MOVE).status()).isEqualTo(ChildProcess.HALTED);
    for (String fault :
        List.of("copy.after-commit:2", "copy.before-commit:2", "move.constrained:1")) {
      Console.Result died = die(fault, with("--resume"));
      assertThat(died.status()).as(fault + died).isEqualTo(ChildProcess.HALTED);
    }
    Console.Result resumed = new Console(folder, database.url()).run(with("--resume"));
    assertThat(resumed.status()).as(resumed.toString()).isEqualTo(3);
    assertThat(result(target, resumed)).isEqualTo(expected);
  }
}
