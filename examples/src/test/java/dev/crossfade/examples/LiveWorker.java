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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The command line in a process that serves one command after the other, so that a run does not pay
 * for the start of each. A line of standard input asks for a command; the answer is its status:
 *
 * <pre>
 * FOLDER tab FAULT tab ARGUMENT tab ARGUMENT ...
 * </pre>
 *
 * FAULT is {@code NAME:N}, where the process halts as by {@code kill -9}, {@code
 * NAME:N:until-told}, where it makes a file {@code still} in the folder and stands still until a
 * line {@code go} comes, or empty. What the command prints goes into files in the folder. The
 * command stands in the folder too, or in another that is given before it: {@code in tab DIRECTORY
 * tab FOLDER ...}. {@code stop} asks it to stop, as Ctrl-C does. {@code clock tab MILLIS} moves the
 * clock. The process ends with its standard input.
 */
public final class LiveWorker {
  static final String UNTIL_TOLD = "until-told";
  static final String GO_ON = "go";
  static final String STILL = "still";

  private static final Semaphore TOLD = new Semaphore(0);
  private static volatile @Nullable Cli running;

  private LiveWorker() {}

  /** Serves. */
  public static void main(String[] none) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split("\t", -1);
        switch (words[0]) {
          case "clock" -> FaultPoints.shiftClock(Duration.ofMillis(Long.parseLong(words[1])));
          case "stop" -> stop();
          case GO_ON -> TOLD.release();
          case "in" -> serve(Path.of(words[1]), Arrays.copyOfRange(words, 2, words.length));
          default -> serve(Path.of(words[0]), words);
        }
      }
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void stop() {
    Cli command = running;
    if (command != null) {
      command.interrupt();
    }
  }

  private static void serve(Path directory, String[] words) throws IOException {
    FaultPoints.install(driver(words[1], Path.of(words[0])));
    FaultPoints.shiftClock(Duration.ZERO);
    Path folder = Path.of(words[0]);
    PrintStream out = stream(folder.resolve("out"));
    PrintStream err = stream(folder.resolve("err"));
    Cli command =
        new Cli(
            new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                out,
                err,
                Map.of(),
                directory,
                Surroundings.Terminal.NONE));
    running = command;
    String[] arguments = Arrays.copyOfRange(words, 2, words.length);
    new Thread(() -> run(command, arguments, out, err), "command").start();
  }

  private static void run(Cli command, String[] arguments, PrintStream out, PrintStream err) {
    int status = -1;
    try (out;
        err) {
      status = command.run(arguments);
    } finally {
      running = null;
      System.out.println(status);
      System.out.flush();
    }
  }

  private static PrintStream stream(Path file) throws IOException {
    return new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
  }

  private static Consumer<String> driver(String fault, Path folder) {
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
        standStill(folder);
      }
    };
  }

  private static void standStill(Path folder) {
    TOLD.drainPermits();
    try {
      Files.createFile(folder.resolve(STILL));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TOLD.acquireUninterruptibly();
  }
}
