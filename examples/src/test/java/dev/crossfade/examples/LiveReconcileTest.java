package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One of the two stores is an older copy of itself: nothing is applied until a person decides. */
@Execution(ExecutionMode.CONCURRENT)
class LiveReconcileTest {
  private static final String ITEMS =
      "SELECT string_agg(id || name, ' ' ORDER BY id) FROM app.item";
  private static final String FILE_ITEMS =
      "SELECT group_concat(id || name, ' ') FROM (SELECT * FROM item ORDER BY id)";

  @TempDir Path folder;
  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode = DELETE",
        "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)",
        "INSERT INTO item VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    live.follow();
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  /** The file as it was a few transactions ago is put back. */
  private void restoreTheFile() throws Exception {
    live.sqlite("UPDATE item SET name = 'x' WHERE id = 2");
    live.awaitRows(ITEMS, "1a 2x 3c");
    live.stop();
    Path copy = Files.copy(Path.of(live.file()), folder.resolve("copy"));
    live.follow();
    live.sqlite("INSERT INTO item VALUES (4, 'd')", "DELETE FROM item WHERE id = 1");
    live.awaitRows(ITEMS, "2x 3c 4d");
    live.stop();
    Files.move(copy, Path.of(live.file()), StandardCopyOption.REPLACE_EXISTING);
    live.sqlite("INSERT INTO item (name) VALUES ('new')");
    live.followUntilPaused();
    live.awaitStatus("CF-6001");
    assertThat(live.rows(ITEMS)).isEqualTo("2x 3c 4d");
  }

  @Test
  void theRestoredFileIsRight() throws Exception {
    restoreTheFile();

    Console.Result look = live.run(4, "reconcile", "--json");
    assertThat(look.field("joined")).isEqualTo("false");
    assertThat(look.out()).contains("\"missing\":1", "\"extra\":0", "\"differing\":1");
    assertThat(live.rows(ITEMS)).isEqualTo("2x 3c 4d");

    live.run(0, "reconcile", "--right", "SOURCE", "--reason", "restored", "--yes");
    assertThat(live.rows(ITEMS)).isEqualTo("1a 2x 3c 4new");
    live.sqlite("UPDATE item SET name = 'y' WHERE id = 3");
    live.awaitRows(ITEMS, "1a 2x 3y 4new");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    assertThat(live.run(0, "events", "--json").out()).contains("\"kind\":\"reconciled\"");
  }

  @Test
  void theDatabaseIsRight() throws Exception {
    restoreTheFile();

    live.run(0, "reconcile", "--right", "TARGET", "--reason", "the file is too old", "--yes");
    assertThat(live.cell(FILE_ITEMS)).isEqualTo("2x 3c 4d");
    live.awaitStatus("NEW_FIRST");
    live.target("INSERT INTO app.item (name) VALUES ('new')");
    assertThat(live.run(0, "verify", "--live", "--json").field("equal")).isEqualTo("true");
    live.run(0, "back", "--yes");
    assertThat(live.cell(FILE_ITEMS)).isEqualTo("2x 3c 4d 5new");
  }

  /** As a restored database shows itself: older rows under an older pass. */
  @Test
  void theRestoredDatabaseIsMadeEqual() throws Exception {
    live.stop();
    String earlier = live.rows("SELECT last_pass FROM crossfade.live_stores");
    live.follow();
    live.sqlite("INSERT INTO item VALUES (4, 'd')", "DELETE FROM item WHERE id = 1");
    live.awaitRows(ITEMS, "2b 3c 4d");
    live.stop();
    live.target(
        "SET LOCAL crossfade.pass = 'on'; UPDATE crossfade.live_stores SET pass_xid = pg_current_xact_id(), last_pass = "
            + (earlier == null ? "NULL" : "'" + earlier + "'")
            + "; DELETE FROM app.item WHERE id = 4; INSERT INTO app.item VALUES (1, 'a')");
    assertThat(live.rows(ITEMS)).isEqualTo("1a 2b 3c");
    live.followUntilPaused();
    live.awaitStatus("CF-6001");

    live.run(0, "reconcile", "--right", "SOURCE", "--reason", "restored", "--yes");
    assertThat(live.rows(ITEMS)).isEqualTo("2b 3c 4d");
  }

  @Test
  void anotherServerIsNoticed() throws Exception {
    live.stop();
    live.target("UPDATE crossfade.live_stores SET server_identity = '1/00000001'");
    live.sqlite("INSERT INTO item VALUES (4, 'd')");
    live.followUntilPaused();
    live.awaitStatus("CF-6007");
    assertThat(live.rows(ITEMS)).isEqualTo("1a 2b 3c");

    live.run(0, "reconcile", "--right", "SOURCE", "--reason", "failed over", "--yes");
    live.awaitRows(ITEMS, "1a 2b 3c 4d");
    live.sqlite("INSERT INTO item VALUES (5, 'e')");
    live.stop();
    live.follow();
    live.awaitRows(ITEMS, "1a 2b 3c 4d 5e");
  }

  @Test
  void aReasonIsAskedFor() throws Exception {
    assertThat(live.run(2, "reconcile", "--right", "SOURCE", "--yes").err()).contains("--reason");
  }
}
