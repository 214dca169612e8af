package dev.crossfade.sqlite.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.StoreEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes write one file, and die at named points as by {@code kill -9}. */
class WritingProcessesTest {
  private static final int WRITES = 60;
  private static final int UPDATES = 150;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("app.sqlite");
  }

  private static SqliteStore open(Path file, Durability durability) {
    return SqliteStore.open(
        file,
        SqliteStoreOptions.defaults()
            .withDurability(durability)
            .withBusyTimeout(Duration.ofSeconds(60)));
  }

  /** Writes, and says so behind each write. */
  public static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try (SqliteStore store = open(Path.of(arguments[0]), Durability.valueOf(arguments[1]))) {
        for (int i = 1; i <= WRITES; i++) {
          int number = i;
          if (i % 3 == 0) {
            store.put("last", new Document.Int(number));
          } else {
            store.inTransaction(
                work -> {
                  work.put("k" + number % 7, new Document.Int(number));
                  work.put("crossfade:k" + number % 7, new Document.Int(number));
                  return work.delete("k" + number % 5);
                });
          }
          System.out.println(i);
        }
      }
      System.out.println("closed");
    }
  }

  private static TreeMap<String, Long> model(int writes) {
    TreeMap<String, Long> model = new TreeMap<>();
    for (int i = 1; i <= writes; i++) {
      if (i % 3 == 0) {
        model.put("last", (long) i);
      } else {
        model.put("k" + i % 7, (long) i);
        model.put("crossfade:k" + i % 7, (long) i);
        model.remove("k" + i % 5);
      }
    }
    return model;
  }

  private Process start(Class<?> program, Path out, String fault, Durability durability)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-Dcrossfade.fault=" + fault,
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            file().toString(),
            durability.name())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  @ParameterizedTest
  @CsvSource({
    "PROCESS, sqlite.store.made:1",
    "PROCESS, sqlite.store.written:1",
    "PROCESS, sqlite.store.written:21",
    "PROCESS, sqlite.store.begun:40",
    "PROCESS, sqlite.store.committed:40",
    "GROUP, sqlite.store.written:22",
    "GROUP, sqlite.store.committed:22",
    "EVENT, sqlite.store.committed:40",
    "GROUP, none:1"
  })
  void whatWasAcknowledgedIsThere(Durability durability, String fault) throws Exception {
    Path out = folder.resolve("out");
    int status = start(Program.class, out, fault, durability).waitFor();
    List<String> lines = Files.readAllLines(out);
    boolean whole = fault.startsWith("none");
    assertThat(status).as(lines.toString()).isEqualTo(whole ? 0 : 137);
    int acknowledged = (int) lines.stream().filter(line -> line.matches("\\d+")).count();
    for (int i = 0; i < 2; i++) {
      try (SqliteStore store = open(file(), durability)) {
        TreeMap<String, Long> found = new TreeMap<>();
        try (Stream<StoreEntry> scan = store.scan("")) {
          scan.forEach(entry -> found.put(entry.key(), ((Document.Int) entry.value()).value()));
        }
        boolean after = fault.contains("committed");
        assertThat(found).isEqualTo(model(after ? acknowledged + 1 : acknowledged));
      }
    }
  }

  /** Counts up. */
  public static final class Counter {
    private Counter() {}

    public static void main(String[] arguments) {
      try (SqliteStore store = open(Path.of(arguments[0]), Durability.valueOf(arguments[1]))) {
        count(store);
      }
    }
  }

  private static void count(SqliteStore store) {
    for (int i = 0; i < UPDATES; i++) {
      store.update("n", old -> new Document.Int(old instanceof Document.Int n ? n.value() + 1 : 1));
      long seen = ((Document.Int) store.get("n")).value();
      assertThat(seen).isGreaterThan(i);
    }
  }

  @Test
  void noUpdateIsLostBetweenProcesses() throws Exception {
    List<Process> processes = new ArrayList<>();
    try (SqliteStore store = open(file(), Durability.PROCESS)) {
      for (int i = 0; i < 2; i++) {
        processes.add(start(Counter.class, folder.resolve("out" + i), "none", Durability.PROCESS));
      }
      count(store);
      for (int i = 0; i < 2; i++) {
        assertThat(processes.get(i).waitFor())
            .as(Files.readString(folder.resolve("out" + i)))
            .isZero();
      }
      assertThat(store.get("n")).isEqualTo(new Document.Int(3 * UPDATES));
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }
}
