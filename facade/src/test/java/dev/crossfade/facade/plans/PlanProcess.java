package dev.crossfade.facade.plans;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The application of a plan as a process of its own, which may die at any moment. What it tried and
 * what came of it is in a journal, which the next process takes over.
 *
 * <p>Arguments: seed, folder, URL of the database, number of actions; 0 for the last process, which
 * brings everything to its end. It ends with 0 when nothing is wrong, else says what.
 */
final class PlanProcess {
  static final String JOURNAL = "journal";

  private PlanProcess() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[0]);
    Path folder = Path.of(arguments[1]);
    int actions = Integer.parseInt(arguments[3]);
    Path journal = folder.resolve(JOURNAL);
    List<String> before = Files.exists(journal) ? whole(Files.readString(journal)) : List.of();
    try (OutputStream out = new FileOutputStream(journal.toFile(), true)) {
      RandomPlan plan = new RandomPlan(seed, folder, line -> write(out, line));
      RandomPlan.Result result = plan.process(arguments[2], before, actions);
      result.violations().forEach(System.out::println);
      System.out.println(
          result.acknowledged() + " acknowledged, " + result.reads() + " read, " + result.counts());
      System.out.println(result.violations().isEmpty() ? "" : result.notes());
      System.exit(result.violations().isEmpty() ? 0 : 1);
    }
  }

  /** The last line may be torn: its process died while it wrote it. */
  private static List<String> whole(String text) {
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : text.substring(0, end).lines().toList();
  }

  private static synchronized void write(OutputStream out, String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
