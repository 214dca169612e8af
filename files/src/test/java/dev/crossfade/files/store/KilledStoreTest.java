package dev.crossfade.files.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real process dies at each named point, as by {@code kill -9}; what it acknowledged is there.
 */
class KilledStoreTest {
  private static final int WRITES = 120;

  @TempDir Path folder;

  /** Writes, says so behind each write, and brings the file up to date now and then. */
  public static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      FileStoreOptions options =
          FileStoreOptions.defaults()
              .withFormat(FileFormat.valueOf(arguments[1]))
              .withPause(Duration.ofDays(1))
              .withJournalBytes(1024);
      try (FileStore store = FileStore.open(Path.of(arguments[0]), options)) {
        for (int i = 1; i <= WRITES; i++) {
          int number = i;
          store.inTransaction(
              work -> {
                work.put("k" + number % 7, new Document.Int(number));
                work.put("last", new Document.Int(number));
                work.put("crossfade:last", new Document.Int(number));
                return work.delete("k" + number % 5);
              });
          System.out.println(i);
          if (i % 25 == 0) {
            store.rewrite();
          }
        }
      }
      System.out.println("closed");
    }
  }

  private static TreeMap<String, Long> model(int writes) {
    TreeMap<String, Long> model = new TreeMap<>();
    for (int i = 1; i <= writes; i++) {
      model.put("k" + i % 7, (long) i);
      model.put("last", (long) i);
      model.put("crossfade:last", (long) i);
      model.remove("k" + i % 5);
    }
    return model;
  }

  @ParameterizedTest
  @CsvSource({
    "JSON, store.open.keys:1",
    "JSON, store.open.noted:1",
    "JSON, store.journal:30",
    "JSON, segment.write:40",
    "JSON, segment.written:40",
    "JSON, store.journaled:60",
    "JSON, store.published:60",
    "JSON, segment.created:3",
    "JSON, segment.headed:3",
    "JSON, segment.begun:3",
    "JSON, segment.sealed:2",
    "JSON, segment.delete:2",
    "JSON, store.rewrite.backed-up:1",
    "JSON, store.rewrite.prepared:2",
    "JSON, store.rewrite.keys:2",
    "JSON, store.rewrite.noted:1",
    "JSON, store.rewrite.noted:3",
    "JSON, store.rewrite.published:2",
    "JSON, store.rewrite.confirmed:2",
    "JSON, store.rewrite.dropped:5",
    "JSON_FOLDER, store.rewrite.document:9",
    "EDN, store.rewrite.published:2",
    "EDN, none:1"
  })
  void whatWasAcknowledgedIsThere(FileFormat format, String fault) throws Exception {
    Path file = folder.resolve("store");
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcrossfade.fault=" + fault,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                file.toString(),
                format.name())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    int status = process.waitFor();
    List<String> lines = Files.readAllLines(out);
    boolean whole = fault.startsWith("none");
    assertThat(status).as(lines.toString()).isEqualTo(whole ? 0 : 137);
    int acknowledged = (int) lines.stream().filter(line -> line.matches("\\d+")).count();
    FileStoreOptions options = FileStoreOptions.defaults().withFormat(format);
    try (FileStore store = FileStore.open(file, options)) {
      assertHolds(store, acknowledged);
    }
    try (FileStore store = FileStore.open(file, options)) {
      assertHolds(store, acknowledged);
    }
  }

  private static void assertHolds(FileStore store, int acknowledged) throws IOException {
    TreeMap<String, Long> found = new TreeMap<>();
    try (Stream<StoreEntry> scan = store.scan("")) {
      scan.forEach(entry -> found.put(entry.key(), ((Document.Int) entry.value()).value()));
    }
    if (!found.equals(model(acknowledged + 1)) || acknowledged == WRITES) {
      assertThat(found).isEqualTo(model(acknowledged));
    }
  }
}
