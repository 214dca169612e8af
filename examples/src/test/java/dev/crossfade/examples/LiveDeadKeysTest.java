package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Lists keys whose values do not fit, accepts them by name, and takes that back. */
@Execution(ExecutionMode.CONCURRENT)
final class LiveDeadKeysTest {
  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE item (name TEXT NOT NULL, line INTEGER NOT NULL, amount INTEGER,"
            + " PRIMARY KEY (name, line)) WITHOUT ROWID",
        "INSERT INTO item VALUES ('a b', 1, 10), ('c', 2, 20), ('d', 3, 30)");
    live.follow();
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void eachIsAcceptedByNameAndCountsAnewWhenItDiesAnew() throws Exception {
    assertThat(live.run(0, "dead-keys").out()).contains("No key is dead");
    live.sqlite(
        "UPDATE item SET amount = 'x' WHERE line = 1",
        "UPDATE item SET amount = 'y' WHERE line = 2");
    live.awaitStatus("dead keys  2");
    live.run(0, "verify", "--live");
    assertThat(live.run(0, "dead-keys").out()).contains("item:a b,1").contains("amount");
    assertThat(live.run(4, "switch", "--yes").err()).contains("dead-keys");
    assertThat(live.run(2, "dead-keys", "--accept", "item:c,2", "--yes").err())
        .contains("--reason");
    assertThat(accept(2, "item:d,3").out()).contains("CF-6324");
    assertThat(accept(2, "item:c").out()).contains("CF-6311");
    assertThat(live.run(0, "status", "--json").field("acceptedDeadKeys")).isEqualTo("0");

    accept(0, "item:a b,1");
    assertThat(live.run(4, "switch", "--yes").err()).contains("1 of them accepted");
    Console.Result listed = accept(0, "item:c,2");
    assertThat(listed.out()).contains("\"accepted\":true").contains("\"reason\":\"a test\"");
    assertThat(live.run(0, "switch", "--dry-run").out()).contains("each was accepted");
    live.run(0, "dead-keys", "--withdraw", "item:c,2");
    assertThat(live.run(4, "switch", "--yes").err()).contains("1 of them accepted");
    accept(0, "item:c,2");

    live.sqlite("UPDATE item SET amount = 'z' WHERE line = 1");
    live.awaitStatus("dead keys  2, of which 1 are accepted");
    assertThat(live.run(4, "switch", "--yes").err()).contains("1 of them accepted");
    live.sqlite("UPDATE item SET amount = 11 WHERE line = 1");
    live.awaitStatus("dead keys  1, of which 1 are accepted");
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
    assertThat(live.rows("SELECT string_agg(amount::text, ',' ORDER BY line) FROM app.item"))
        .isEqualTo("11,20,30");
    assertThat(live.run(0, "events", "--json").out())
        .contains("\"kind\":\"accepted\"")
        .contains("\"kind\":\"withdrawn\"");
  }

  private Console.Result accept(int status, String key) throws Exception {
    return live.run(status, "dead-keys", "--accept", key, "--reason", "a test", "--yes", "--json");
  }
}
