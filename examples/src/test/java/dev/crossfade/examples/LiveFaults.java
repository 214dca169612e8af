package dev.crossfade.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Fault runs one after the other, on one server. */
final class LiveFaults implements AutoCloseable {
  private final Path folder;
  private final LiveServer server;
  private final LiveCast.Stage stage;
  private int number;

  /**
   * @param folder for everything; the files of runs that failed are kept in it
   */
  LiveFaults(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    stage = new LiveCast.Stage(new LiveJvm(Files.createDirectories(folder.resolve("jars"))));
    server = new LiveServer(Files.createDirectories(folder.resolve("server")));
  }

  /** Makes the run of a seed. */
  LiveRun.Result run(long seed) throws Exception {
    number++;
    Path home = Files.createDirectory(folder.resolve("run-" + number));
    long start = System.nanoTime();
    LiveRun.Result result = new LiveRun(seed, this, home).run();
    System.out.println(
        (System.nanoTime() - start) / 1_000_000 + " ms, " + home.getFileName() + ": " + result);
    return result;
  }

  LiveServer server() {
    return server;
  }

  LiveCast.Stage stage() {
    return stage;
  }

  @Override
  public void close() {
    stage.close();
    server.close();
  }

  /**
   * Makes as many runs as a time allows.
   *
   * @param seed of the first; each takes the next
   * @param table a file that gets a row of what was measured
   * @return what was violated, with the seed
   */
  List<String> campaign(long minutes, long seed, Path table) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    List<LiveRun.Result> results = new ArrayList<>();
    while (System.nanoTime() < end) {
      results.add(run(seed + results.size()));
    }
    String arguments = "-Dfaults.minutes=" + minutes + " -Dfaults.seed=" + seed;
    Files.writeString(table, row(results, arguments) + "\n", StandardOpenOption.APPEND);
    return results.stream()
        .filter(result -> !result.violations().isEmpty())
        .map(result -> "seed " + result.seed() + ": " + result.violations())
        .toList();
  }

  private static String row(List<LiveRun.Result> results, String arguments) {
    Map<String, Integer> faults = new TreeMap<>();
    results.forEach(result -> result.faults().forEach((k, n) -> faults.merge(k, n, Integer::sum)));
    return "| "
        + LocalDate.now(ZoneOffset.UTC)
        + " | "
        + results.size()
        + " | "
        + results.stream().mapToLong(LiveRun.Result::acknowledged).sum()
        + " | "
        + results.stream().mapToInt(LiveRun.Result::samples).sum()
        + " | "
        + faults.entrySet().stream()
            .map(fault -> fault.getKey() + " " + fault.getValue())
            .collect(Collectors.joining(", "))
        + " | "
        + results.stream().filter(result -> !result.violations().isEmpty()).count()
        + " | `"
        + arguments
        + "` |";
  }
}
