package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A folder of JSON, JSONL (compressed) and CSV, moved once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BotsTest {
  private static final Path DATA = Path.of("bots", "data").toAbsolutePath();

  private Path folder;
  private final ScratchDatabase database = ScratchServer.createDatabase();
  private Console console;
  private Console.Result moved;
  private Sql target;

  @BeforeAll
  void move(@TempDir Path empty) throws Exception {
    folder = empty;
    Path data = Files.createDirectory(folder.resolve("data"));
    for (String name : List.of("bots.json", "girls_profiles.json", "bot_metrics.csv")) {
      Files.copy(DATA.resolve(name), data.resolve(name));
    }
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(data.resolve("conversations.jsonl.gz")))) {
      Files.copy(DATA.resolve("conversations.jsonl"), out);
    }
    console = new Console(folder, database.url());
    moved = console.run("move", "data", "--into", "bots", "--json");
    target = Sql.postgres(database.jdbcUrl());
    target.execute("SET search_path = bots");
  }

  @AfterAll
  void close() throws SQLException {
    target.close();
    database.close();
  }

  @Test
  void isProven() {
    assertThat(moved.status()).as(moved.toString()).isZero();
    assertThat(moved.field("outcome")).isEqualTo("proven");
  }

  @Test
  void isProvenAgainByASecondRun() {
    Console.Result again = console.run("move", "data", "--into", "bots", "--json");
    assertThat(again.status()).as(again.toString()).isZero();
    assertThat(again.field("outcome")).isEqualTo("proven-again");
  }

  @Test
  void makesARowOfEachLineAndOfEachNestedMessage() throws SQLException, IOException {
    List<String> lines = Files.readAllLines(DATA.resolve("conversations.jsonl"));
    assertThat(target.one("SELECT count(*) FROM conversations"))
        .isEqualTo(Integer.toString(lines.size()));
    List<String> expected = new ArrayList<>();
    for (String line : lines) {
      String id = line.substring(line.indexOf(": \"") + 3, line.indexOf("\","));
      expected.add(id + "|" + (line.split("\"role\":", -1).length - 1));
    }
    assertThat(
            target.rows(
                "SELECT c.id, count(m.position) FROM conversations c LEFT JOIN"
                    + " conversations_messages m ON m.conversations_id = c.id"
                    + " GROUP BY c.id ORDER BY c.id"))
        .isEqualTo(expected);
  }

  @Test
  void keepsTheOrderOfNestedMessages() throws SQLException {
    assertThat(
            target.rows(
                "SELECT role, text, tokens, cost FROM conversations_messages"
                    + " WHERE conversations_id = 'c-000001' ORDER BY position"))
        .containsExactly(
            "user|message 1 of 5|27|0.512",
            "bot|message 2 of 5|434|0.3713",
            "user|message 3 of 5|1599|0.2411",
            "bot|message 4 of 5|512|0.0778",
            "user|message 5 of 5|1768|0.048");
  }

  @Test
  void hangsMessagesOnTheirConversationByAForeignKey() throws SQLException {
    assertThat(
            target.one(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
                    + " AND conrelid = 'conversations_messages'::regclass AND convalidated"))
        .isEqualTo("FOREIGN KEY (conversations_id) REFERENCES conversations(id)");
  }

  @Test
  void flattensObjectsAndKeepsArraysOfValuesAsJson() throws SQLException {
    assertThat(
            target.one(
                "SELECT name, active, limits_messages_per_day, limits_temperature, languages,"
                    + " to_char(created_at, 'YYYY-MM-DD HH24:MI') FROM bots WHERE id = 4"))
        .isEqualTo("bot-4|f|400|0.75|[\"en\", \"de\"]|2024-03-01 12:00");
  }

  @Test
  void readsCsvWithQuotesIntoTypedColumns() throws SQLException {
    assertThat(target.one("SELECT count(*), count(DISTINCT day) FROM bot_metrics"))
        .isEqualTo("168|28");
    assertThat(
            target.one(
                "SELECT note FROM bot_metrics WHERE bot_id::text = '1' AND day = '2024-03-09'"))
        .isEqualTo("peak, \"busy\" day");
    assertThat(target.one("SELECT sum(messages::bigint) FROM bot_metrics"))
        .isEqualTo(sumOfMessages());
  }

  private static String sumOfMessages() {
    try {
      long sum = 0;
      for (String line :
          Files.readString(DATA.resolve("bot_metrics.csv"), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .toList()) {
        sum += Long.parseLong(line.split(",")[2]);
      }
      return Long.toString(sum);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepsTheKeyOfAnObjectOfObjects() throws SQLException {
    assertThat(
            target.rows(
                "SELECT (to_jsonb(p)->>'bio') IS NULL, age FROM girls_profiles p ORDER BY age"))
        .containsExactly("f|21", "f|22", "t|23", "f|24", "f|25", "t|26");
    assertThat(target.one("SELECT count(*) FROM girls_profiles p WHERE p::text LIKE '%profile-%'"))
        .isEqualTo("6");
  }

  @Test
  void isEqualByVerify() {
    Console.Result verified = console.run("verify", "data", "--json");
    assertThat(verified.status()).as(verified.toString()).isZero();
  }
}
