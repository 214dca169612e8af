package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL can hold: named at once after the switch, and no way back over it. */
final class LiveBackValuesTest {
  /** Updates of one row each that the file has no equal value for. */
  private static final List<String> BEYOND =
      List.of(
          "at = 'infinity'",
          "at = '-infinity'",
          "at = '10000-01-01 00:00:00'",
          "at = '0044-03-15 12:00:00 BC'",
          "at = '2024-05-06 07:08:09.123456'",
          "day = 'infinity'",
          "day = '10000-01-01'",
          "amount = 'NaN'",
          "price = 'NaN'");

  private static final String DIGITS = "0.1234567890123456789012345678901234567890";

  @TempDir Path folder;

  private LiveFixture live;

  @BeforeEach
  void begin() throws Exception {
    live = new LiveFixture(folder);
    live.sqlite(
        "PRAGMA journal_mode=WAL",
        "CREATE TABLE item (id INTEGER PRIMARY KEY, at TIMESTAMP, day DATE, amount NUMERIC, price"
            + " TEXT, tags TEXT)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)"
            + " INSERT INTO item SELECT i, '2024-01-02 03:04:05', '2024-01-02', i + 0.25,"
            + " '2.50', '[1, 2]' FROM n");
    Path plan = folder.resolve("plan.yaml");
    new Console(folder, "").bare("plan", "app.sqlite", "--out", "plan.yaml");
    Files.writeString(
        plan,
        Files.readString(plan)
            .replaceFirst("(source: price\\n +conversion: )[A-Z_]+", "$1TEXT_DECIMAL"));
    live.follow("--plan", "plan.yaml");
    live.run(0, "verify", "--live");
    live.run(0, "switch", "--yes");
  }

  @AfterEach
  void end() throws Exception {
    live.close();
  }

  @Test
  void eachIsADeadKeyUntilItIsAValueThatTheFileHolds() throws Exception {
    assertThat(
            live.rows(
                "SELECT string_agg(data_type, ', ' ORDER BY ordinal_position)"
                    + " FROM information_schema.columns WHERE table_name = 'item'"))
        .isEqualTo("bigint, timestamp with time zone, date, double precision, numeric, jsonb");
    for (int i = 0; i < BEYOND.size(); i++) {
      live.target("UPDATE app.item SET " + BEYOND.get(i) + " WHERE id = " + (i + 1));
    }
    // A double has not these digits, text has.
    live.target("UPDATE app.item SET price = " + DIGITS + " WHERE id = 20");
    live.target("UPDATE app.item SET price = 1e400 WHERE id = 19");
    live.awaitStatus("dead keys  " + BEYOND.size());
    String listed = live.run(0, "dead-keys").out();
    for (int i = 0; i < BEYOND.size(); i++) {
      assertThat(listed).as(BEYOND.get(i)).contains("item:" + (i + 1));
    }
    assertThat(listed).doesNotContain("infinity").doesNotContain("NaN");
    live.run(0, "verify", "--live");
    assertThat(live.run(4, "back", "--yes").err()).contains("dead-keys");
    assertThat(live.cell("SELECT price FROM item WHERE id = 20")).isEqualTo(DIGITS);
    assertThat(live.cell("SELECT price FROM item WHERE id = 19")).hasSize(401).endsWith("000");
    // The file keeps what it had.
    assertThat(live.cell("SELECT group_concat(DISTINCT at || ' ' || day) FROM item"))
        .isEqualTo("2024-01-02 03:04:05 2024-01-02");

    live.target(
        "UPDATE app.item SET at = '2025-01-02 03:04:05', day = '2025-01-02', amount = 7, price = 7 WHERE id <= "
            + BEYOND.size());
    live.awaitStatus("dead keys  0");
    live.run(0, "verify", "--live");
    live.run(0, "back", "--yes");
    assertThat(live.cell("SELECT count(*) FROM item WHERE at = '2025-01-02 03:04:05'"))
        .isEqualTo(String.valueOf(BEYOND.size()));
  }

  /** No plan makes an array: a column of that type is one that somebody changed. */
  @Test
  void aColumnThatBecomesAnArrayPausesAndIsNamed() throws Exception {
    live.target("ALTER TABLE app.item ALTER COLUMN tags TYPE integer[] USING ARRAY[1, 2]");
    // The gates tell it before the follower has seen it.
    live.awaitStatus("\"paused\":\"CF-6209");
    live.target("INSERT INTO app.item (id, tags) VALUES (100, ARRAY[3])");
    assertThat(live.run(4, "back", "--yes").err()).contains("CF-6209");
    assertThat(live.cell("SELECT count(*) FROM item")).isEqualTo("20");
    live.target("ALTER TABLE app.item ALTER COLUMN tags TYPE jsonb USING '[1, 2]'");
    live.run(0, "resume");
    live.awaitStatus("dead keys  0");
    live.run(0, "verify", "--live");
    live.run(0, "back", "--yes");
    assertThat(live.cell("SELECT tags FROM item WHERE id = 100")).contains("1").contains("2");
  }
}
