package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Moves a migration through its stages where no switch is needed. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveStageTest {
  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id))",
        "CREATE VIEW names AS SELECT name FROM parent",
        "INSERT INTO parent VALUES (1, 'one'), (2, 'two')",
        "INSERT INTO child VALUES (10, 1)");
    live.follow();
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void readersAreMovedByTheGatesOfTheWayBack() throws Exception {
    assertThat(live.run(0, "stage").out()).contains("DUAL_WRITE").contains("crossfade switch");
    assertThat(live.run(2, "stage", "NEW_ONLY").err()).contains("CF-6323");
    assertThat(live.run(2, "stage", "NEW_FIRST").err()).contains("crossfade switch");
    assertThat(live.run(2, "stage", "SHADOW_READ").err()).contains("belongs to the library");
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    assertThat(live.run(2, "stage", "DUAL_WRITE").err()).contains("crossfade back");
    live.target("UPDATE app.parent SET name = 'changed' WHERE id = 1");
    live.run(0, "verify", "--live");
    assertThat(live.run(0, "stage", "NEW_ONLY", "--dry-run", "--json").field("open"))
        .isEqualTo("true");
    assertThat(live.run(0, "stage", "--json").field("stage")).isEqualTo("NEW_FIRST");
    live.run(0, "stage", "NEW_ONLY", "--yes");
    live.target("UPDATE app.parent SET name = 'again' WHERE id = 1");
    live.run(0, "verify", "--live");
    assertThat(live.run(0, "status", "--json").field("stage")).isEqualTo("NEW_ONLY");
    assertThat(live.cell("SELECT name FROM parent WHERE id = 1")).isEqualTo("again");
    live.run(0, "pause");
    assertThat(live.run(4, "stage", "NEW_FIRST", "--yes").err()).contains("running");
    live.run(0, "stage", "NEW_FIRST", "--yes", "--override", "running", "--reason", "a test");
    live.run(0, "resume");
    live.run(0, "stage", "new-only", "--yes");
    live.run(0, "back", "--yes");
    assertThat(live.run(0, "stage", "--json").field("stage")).isEqualTo("DUAL_WRITE");
    assertThat(live.run(0, "events", "--json").out()).contains("it is NEW_ONLY now");
  }

  @Test
  void aVoidCopyIsMadeAnew() throws Exception {
    live.run(0, "verify", "--live");
    assertThat(live.run(2, "stage", "LEGACY_ONLY").err()).contains("app").contains("CF-1102");
    assertThat(live.run(0, "stage", "LEGACY_ONLY", "--dry-run").err()).contains("dropped");
    assertThat(live.run(0, "stage", "--json").field("stage")).isEqualTo("DUAL_WRITE");
    live.stop();
    assertThat(live.run(0, "stage", "LEGACY_ONLY", "--yes", "--json").field("moved"))
        .isEqualTo("true");
    assertThat(live.rows("SELECT count(*) FROM pg_class WHERE relnamespace = 'app'::regnamespace"))
        .isEqualTo("0");
    assertThat(live.run(1, "switch", "--yes").err()).contains("CF-6308");
    live.sqlite("UPDATE parent SET name = 'meanwhile' WHERE id = 2", "DELETE FROM child");
    live.follow();
    assertThat(live.rows("SELECT name FROM app.names ORDER BY 1 LIMIT 1")).isEqualTo("meanwhile");
    assertThat(live.run(4, "switch", "--yes").err()).contains("Nothing was verified yet");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.run(0, "switch", "--yes");
  }

  @Test
  void aFollowerThatRunsCopiesAnewAtOnce() throws Exception {
    live.run(0, "stage", "LEGACY_ONLY", "--yes");
    live.sqlite("INSERT INTO parent VALUES (3, 'three')");
    live.awaitStatus("DUAL_WRITE");
    live.awaitRows("SELECT count(*) FROM app.parent", "3");
  }

  @Test
  void deathAnywhereLeavesOneWayOn() throws Exception {
    live.stop();
    for (String point : new String[] {"live.voiding.restarted", "live.voiding.dropped"}) {
      live.die(point, "stage", "LEGACY_ONLY", "--yes");
      assertThat(live.run(0, "status").out()).contains("run crossfade stage LEGACY_ONLY again");
      assertThat(live.run(4, "switch", "--yes").err()).contains("backfill is not complete");
      live.run(0, "stage", "LEGACY_ONLY", "--yes");
      live.follow();
      assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
      live.stop();
    }
  }

  @Test
  void whatDependsOnTheTablesIsNotDropped() throws Exception {
    live.target("CREATE VIEW public.report AS SELECT count(*) FROM app.child");
    assertThat(live.run(1, "stage", "LEGACY_ONLY", "--yes").err()).contains("CF-6325");
    assertThat(live.run(0, "status", "--json").field("paused")).isEqualTo("null");
    live.sqlite("INSERT INTO child VALUES (11, 2)");
    live.awaitRows("SELECT count(*) FROM app.child", "2");
    live.target("DROP VIEW public.report");
    live.run(0, "stage", "LEGACY_ONLY", "--yes");
  }
}
