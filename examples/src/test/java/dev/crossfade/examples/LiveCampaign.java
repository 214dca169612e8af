package dev.crossfade.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Fault runs in several streams at once, since a run mostly waits. A run may kill the server, so
 * each stream has one of its own, and its own processes. A run depends on its seed alone, not on
 * the stream that makes it.
 */
final class LiveCampaign implements AutoCloseable {
  private final List<LiveFaults> streams = new ArrayList<>();

  /**
   * @param folder for everything; the files of runs that failed are kept in it
   */
  LiveCampaign(Path folder, int width) throws Exception {
    LiveJvm jvm = new LiveJvm(Files.createDirectories(folder.resolve("jars")));
    for (int i = 1; i <= width; i++) {
      streams.add(new LiveFaults(Files.createDirectory(folder.resolve("stream-" + i)), jvm));
    }
  }

  /** The first stream, for runs one after the other. */
  LiveFaults one() {
    return streams.get(0);
  }

  /**
   * Makes runs in all streams.
   *
   * @param seed of the first; each takes the next
   * @param another whether one more is wanted, by how many were begun
   */
  List<LiveRun.Result> run(long seed, IntPredicate another)
      throws InterruptedException, ExecutionException {
    AtomicInteger begun = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(streams.size());
    try {
      List<Callable<List<LiveRun.Result>>> work =
          streams.stream()
              .<Callable<List<LiveRun.Result>>>map(
                  stream -> () -> runs(stream, seed, begun, another))
              .toList();
      List<LiveRun.Result> all = new ArrayList<>();
      for (Future<List<LiveRun.Result>> results : threads.invokeAll(work)) {
        all.addAll(results.get());
      }
      System.out.println(all.size() + " runs, " + violations(all).size() + " with a violation");
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<LiveRun.Result> runs(
      LiveFaults stream, long seed, AtomicInteger begun, IntPredicate another) throws Exception {
    List<LiveRun.Result> results = new ArrayList<>();
    int next = begun.getAndIncrement();
    while (another.test(next)) {
      results.add(stream.run(seed + next));
      next = begun.getAndIncrement();
    }
    return results;
  }

  /** What was violated, with the seed. */
  static List<String> violations(List<LiveRun.Result> results) {
    return results.stream()
        .filter(result -> !result.violations().isEmpty())
        .map(result -> "seed " + result.seed() + ": " + result.violations())
        .toList();
  }

  /** A row of the table in docs/faults.md. */
  static String row(List<LiveRun.Result> results, String commit, String arguments) {
    Map<String, Integer> faults = new TreeMap<>();
    results.forEach(result -> result.faults().forEach((k, n) -> faults.merge(k, n, Integer::sum)));
    List<Object> cells =
        List.of(
            LocalDate.now(ZoneOffset.UTC),
            commit,
            results.size(),
            results.stream().mapToLong(LiveRun.Result::acknowledged).sum(),
            results.stream().mapToInt(LiveRun.Result::samples).sum(),
            faults.entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue())
                .collect(Collectors.joining(", ")),
            violations(results).size(),
            "`" + arguments + "`");
    return cells.stream().map(Object::toString).collect(Collectors.joining(" | ", "| ", " |"));
  }

  @Override
  public void close() {
    streams.forEach(LiveFaults::close);
  }
}
