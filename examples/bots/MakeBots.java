import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the JSON files of a service that runs chat bots, any number of them: {@code java
 * MakeBots.java 3 data}. The same number makes the same files.
 */
public final class MakeBots {
  private static final int CONVERSATIONS = 40;
  private static final Instant START = Instant.parse("2024-03-01T08:00:00Z");

  private final Random random = new Random(20240301);
  private final Path folder;
  private int conversation;

  private MakeBots(Path folder) {
    this.folder = folder;
  }

  /** Takes the number of bots and the folder to write to. */
  public static void main(String[] arguments) throws IOException {
    int bots = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Files.createDirectories(folder);
    MakeBots maker = new MakeBots(folder);
    maker.bots(bots);
    maker.profiles(bots);
    maker.conversations(bots);
    maker.metrics(bots);
  }

  private void bots(int bots) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("bots.json"))) {
      out.write("[\n");
      for (int bot = 1; bot <= bots; bot++) {
        out.write(
            String.format(
                Locale.ROOT,
                "  {\"id\": %d, \"name\": \"bot-%d\", \"active\": %b, \"created_at\": \"%s\","
                    + " \"limits\": {\"messages_per_day\": %d, \"temperature\": %.2f},"
                    + " \"languages\": [\"en\", \"%s\"]}%s%n",
                bot,
                bot,
                bot % 4 != 0,
                START.plusSeconds(bot * 3600L),
                100 * bot,
                0.25 + bot % 3 * 0.5,
                bot % 2 == 0 ? "de" : "tr",
                bot < bots ? "," : ""));
      }
      out.write("]\n");
    }
  }

  // An object of objects, keyed by the profile's name, as the old service wrote it.
  private void profiles(int bots) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("girls_profiles.json"))) {
      out.write("{\n");
      for (int bot = 1; bot <= bots; bot++) {
        out.write(
            String.format(
                Locale.ROOT,
                "  \"profile-%d\": {\"bot_id\": %d, \"display\": \"Zoë №%d 🎧\", \"age\": %d,"
                    + " \"bio\": %s, \"traits\": {\"mood\": \"calm\", \"scores\": [1, 2.5, %d]}}%s%n",
                bot,
                bot,
                bot,
                20 + bot % 30,
                bot % 3 == 0 ? "null" : "\"line one\\nline \\\"two\\\"\"",
                bot,
                bot < bots ? "," : ""));
      }
      out.write("}\n");
    }
  }

  private void conversations(int bots) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("conversations.jsonl"))) {
      for (int bot = 1; bot <= bots; bot++) {
        for (int i = 0; i < CONVERSATIONS; i++) {
          conversation(out, bot);
        }
      }
    }
  }

  private void conversation(BufferedWriter out, int bot) throws IOException {
    conversation++;
    int messages = random.nextInt(6);
    out.write(
        String.format(
            Locale.ROOT,
            "{\"id\": \"c-%06d\", \"bot_id\": %d, \"user\": {\"name\": \"user%d\", \"vip\": %b},"
                + " \"started_at\": \"%s\", \"messages\": [",
            conversation,
            bot,
            random.nextInt(500),
            random.nextInt(5) == 0,
            START.plusSeconds(conversation * 977L)));
    for (int i = 0; i < messages; i++) {
      out.write(
          String.format(
              Locale.ROOT,
              "%s{\"role\": \"%s\", \"text\": \"message %d of %d\", \"tokens\": %d, \"cost\": %.4f}",
              i == 0 ? "" : ", ",
              i % 2 == 0 ? "user" : "bot",
              i + 1,
              messages,
              random.nextInt(2000),
              random.nextInt(10_000) / 10_000.0));
    }
    out.write("]}\n");
  }

  private void metrics(int bots) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("bot_metrics.csv"))) {
      out.write("bot_id,day,messages,latency_ms,note\n");
      for (int bot = 1; bot <= bots; bot++) {
        for (int day = 1; day <= 28; day++) {
          out.write(
              String.format(
                  Locale.ROOT,
                  "%d,2024-03-%02d,%d,%s,%s%n",
                  bot,
                  day,
                  random.nextInt(1000),
                  random.nextInt(40) / 4.0 + 1,
                  day % 9 == 0 ? "\"peak, \"\"busy\"\" day\"" : ""));
        }
      }
    }
  }
}
