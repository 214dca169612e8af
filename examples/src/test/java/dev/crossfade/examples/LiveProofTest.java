package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A proof is written, and checked again: as it was, after changes, and when it is tampered with.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LiveProofTest {
  private static final String SECRET = "a name that nobody may read";

  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "CREATE TABLE part (code TEXT PRIMARY KEY, item INTEGER)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
            + " INSERT INTO item SELECT i, '"
            + SECRET
            + "' || i FROM n",
        "INSERT INTO part SELECT 'code' || id, id FROM item");
    live.follow();
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void aProofIsCheckedAgain() throws Exception {
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    live.run(0, "back", "--yes", "--override", "verification", "--reason", "a test");
    String file = folder.resolve("proof.md").toString();
    Console.Result written = live.run(0, "proof", "export", file, "--json");
    String text = Files.readString(Path.of(file));
    assertThat(text)
        .contains("# Proof of a live migration")
        .contains("| item | 300 | 0 | 0 |")
        .contains(written.field("sha256"))
        .doesNotContain(SECRET)
        .doesNotContain("code1")
        .doesNotContain("password");
    assertThat(live.run(2, "proof", "export", file).err()).contains("is there already");

    Console.Result holds = live.run(0, "proof", "check", file);
    assertThat(holds.out()).doesNotContain("holds no more").doesNotContain("false  ");
    assertThat(live.run(0, "proof", "check", file, "--json").out())
        .contains("\"valid\":true")
        .contains("\"subject\":\"table item\",\"verdict\":\"holds\"");

    live.sqlite("DELETE FROM item WHERE id = 1");
    assertThat(live.run(0, "proof", "check", file, "--json").out())
        .contains("\"subject\":\"table item\",\"verdict\":\"holds no more\"")
        .contains("now 299 rows are equal")
        .contains("\"subject\":\"table part\",\"verdict\":\"holds\"");

    live.behindTheFence("DELETE FROM app.part WHERE item = 7");
    Console.Result wrong = live.run(4, "proof", "check", file, "--json");
    assertThat(wrong.out())
        .contains("\"valid\":false")
        .contains("\"subject\":\"table part\",\"verdict\":\"false\"")
        .contains("1 keys differ");

    Path tampered = folder.resolve("tampered.md");
    Files.writeString(tampered, text.replace("| item | 300 |", "| item | 301 |"));
    assertThat(live.run(4, "proof", "check", tampered.toString()).out())
        .contains("It was changed since it was written");
    Files.writeString(tampered, "nothing");
    assertThat(live.run(2, "proof", "check", tampered.toString()).err()).contains("CF-6401");
  }

  /** Both stores were changed alike by somebody past triggers and fence: no pass tells of it. */
  @Test
  void rowsThatChangedInBothStoresWithoutAPassAreFalse() throws Exception {
    live.run(0, "verify", "--live");
    String file = folder.resolve("proof.md").toString();
    live.run(0, "proof", "export", file);
    live.behindTheFence("DELETE FROM app.part WHERE item = 7");
    live.fileBehindTheTriggers("DELETE FROM part WHERE item = 7");
    assertThat(live.run(4, "proof", "check", file).out())
        .contains("No pass was made since, and yet both stores hold other rows");
  }

  @Test
  void aLedgerThatSaysSomethingElseIsTold() throws Exception {
    live.run(0, "verify", "--live");
    String file = folder.resolve("proof.md").toString();
    live.run(0, "proof", "export", file);
    live.target("UPDATE crossfade.live_events SET text = 'nothing' WHERE kind = 'verified'");
    assertThat(live.run(4, "proof", "check", file).out()).contains("1 of");
    live.stop(); // whose pass would hold what is dropped
    live.target("DROP SCHEMA crossfade CASCADE; DROP SCHEMA app CASCADE");
    assertThat(live.run(1, "proof", "check", file).err()).contains("CF-6402");
  }
}
