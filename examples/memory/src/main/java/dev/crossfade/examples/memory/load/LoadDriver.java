package dev.crossfade.examples.memory.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes load on a server that runs: {@code --url http://127.0.0.1:7070 --threads 4 --seconds 30
 * --seed 1}. Ends with 1 when something was lost, came back, or was not answered at the end.
 */
public final class LoadDriver {
  private LoadDriver() {}

  /** Runs it. */
  public static void main(String[] arguments) throws InterruptedException {
    URI url = URI.create("http://127.0.0.1:7070");
    int threads = 4;
    long seconds = 30;
    long seed = 1;
    for (int i = 0; i < arguments.length; i += 2) {
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--url" -> url = URI.create(value);
        case "--threads" -> threads = Integer.parseInt(value);
        case "--seconds" -> seconds = Long.parseLong(value);
        case "--seed" -> seed = Long.parseLong(value);
        default -> {
          System.err.println("usage: [--url URL] [--threads 4] [--seconds 30] [--seed 1]");
          System.exit(2);
        }
      }
    }
    URI server = url;
    try (Load load = Load.start(() -> server, threads, seed, Duration.ofMillis(1).toNanos())) {
      TimeUnit.SECONDS.sleep(seconds);
      load.stop();
      int unanswered = load.checkAll();
      List<String> problems = load.problems();
      System.out.println(load);
      problems.forEach(System.out::println);
      System.out.println(problems.size() + " problems, " + unanswered + " not answered");
      System.exit(problems.isEmpty() && unanswered == 0 ? 0 : 1);
    }
  }
}
