package dev.crossfade.examples;

import dev.crossfade.cli.Cli;
import dev.crossfade.cli.frame.Surroundings;
import dev.crossfade.core.fault.FaultPoints;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The command line in a process that serves one command after the other, so that a run does not pay
 * for the start of each. A line of standard input asks for a command; the answer is its status:
 *
 * <pre>
 * FOLDER tab FAULT tab ARGUMENT tab ARGUMENT ...
 * </pre>
 *
 * FAULT is {@code NAME:N}, where the process halts as by {@code kill -9}, {@code NAME:N:MILLIS},
 * where it stands still for so long, or empty. What the command prints goes into files in the
 * folder. {@code clock tab MILLIS} moves the clock. The process ends with its standard input.
 */
public final class LiveWorker {
  private LiveWorker() {}

  /** Serves. */
  public static void main(String[] none) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split("\t", -1);
        if (words[0].equals("clock")) {
          FaultPoints.shiftClock(Duration.ofMillis(Long.parseLong(words[1])));
        } else {
          new Thread(() -> serve(words), "command").start();
        }
      }
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void serve(String[] words) {
    FaultPoints.install(driver(words[1]));
    FaultPoints.shiftClock(Duration.ZERO);
    int status = -1;
    Path folder = Path.of(words[0]);
    try (PrintStream out = stream(folder.resolve("out"));
        PrintStream err = stream(folder.resolve("err"))) {
      Surroundings surroundings =
          new Surroundings(
              new ByteArrayInputStream(new byte[0]),
              out,
              err,
              Map.of(),
              folder,
              Surroundings.Terminal.NONE);
      status = new Cli(surroundings).run(Arrays.copyOfRange(words, 2, words.length));
    } catch (IOException e) {
      e.printStackTrace();
    } finally {
      System.out.println(status);
      System.out.flush();
    }
  }

  private static PrintStream stream(Path file) throws IOException {
    return new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
  }

  private static Consumer<String> driver(String fault) {
    if (fault.isEmpty()) {
      return name -> {};
    }
    String[] parts = fault.split(":", -1);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(parts[1]));
    return name -> {
      if (name.equals(parts[0]) && left.decrementAndGet() == 0) {
        if (parts.length == 2) {
          Runtime.getRuntime().halt(ChildProcess.HALTED);
        }
        LockSupport.parkNanos(Long.parseLong(parts[2]) * 1_000_000);
      }
    };
  }
}
