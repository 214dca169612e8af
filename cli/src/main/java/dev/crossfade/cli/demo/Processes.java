package dev.crossfade.cli.demo;

import dev.crossfade.cli.demo.program.Writers;
import dev.crossfade.cli.live.ChildFile;
import dev.crossfade.cli.live.JavaProcess;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of a demonstration, all in its folder; none outlives it. */
final class Processes implements AutoCloseable {
  private static final long LIMIT_SECONDS = 120;
  private static final String PROGRAM = "dev.crossfade.cli.demo.program.";

  private final Path folder;
  private final String jdbcUrl;
  private final List<Running> started = new ArrayList<>();
  private int number;

  /**
   * @param jdbcUrl of PostgreSQL, for the program and the judge
   */
  Processes(Path folder, String jdbcUrl) {
    this.folder = folder;
    this.jdbcUrl = jdbcUrl;
  }

  /**
   * A process.
   *
   * @param process itself; closing its standard input asks it to end
   * @param out what it prints
   * @param err what it complains of
   */
  record Running(Process process, Path out, Path err) {
    /** Asks it to end, waits for that, and gives what it printed as {@code name=value} lines. */
    Map<String, String> end() throws IOException {
      process.getOutputStream().close();
      return result();
    }

    /** Waits for its end. */
    Map<String, String> result() throws IOException {
      awaitExit();
      Map<String, String> values = new LinkedHashMap<>();
      for (String line : text(out).lines().toList()) {
        int equals = line.indexOf('=');
        values.merge(line.substring(0, equals), line.substring(equals + 1), (a, b) -> a + "\n" + b);
      }
      return values;
    }

    int awaitExit() {
      try {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new CrossfadeException(ErrorCode.CF_6310, "did not end: " + out.getFileName());
        }
        return process.exitValue();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a process ends", interrupted);
      }
    }
  }

  /** Starts a part of the program: its class and arguments. */
  Running program(String main, String... arguments) throws IOException {
    return start(main, PROGRAM + main, List.of(arguments));
  }

  /**
   * Runs a command of Crossfade.
   *
   * @return what it printed
   * @throws CrossfadeException CF-6310 when it fails
   */
  String crossfade(String... arguments) throws IOException {
    Running running = start(arguments[0], "dev.crossfade.cli.Main", List.of(arguments));
    running.process().getOutputStream().close();
    int status = running.awaitExit();
    if (status != 0) {
      throw new CrossfadeException(
          ErrorCode.CF_6310,
          String.join(" ", arguments)
              + " ended with "
              + status
              + "\n"
              + text(running.out()).strip()
              + "\n"
              + text(running.err()).strip());
    }
    return text(running.out());
  }

  private Running start(String name, String main, List<String> arguments) throws IOException {
    number++;
    Path out = folder.resolve(number + "-" + name + ".out");
    Path err = folder.resolve(number + "-" + name + ".err");
    List<String> command = new ArrayList<>(JavaProcess.command(main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put(Writers.TARGET, jdbcUrl);
    builder.environment().keySet().removeIf(key -> key.equals("DATABASE_URL"));
    Process process =
        builder
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(err.toFile()))
            .start();
    Running running = new Running(process, out, err);
    started.add(running);
    return running;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** Kills the follower in the background as a power cut would; false when there is none. */
  boolean killFollower() {
    try (Stream<Path> files = Files.list(folder.resolve(".crossfade"))) {
      for (Path file : files.filter(Processes::isFollowers).toList()) {
        Optional<ProcessHandle> follower = new ChildFile(file).process();
        if (follower.isPresent()) {
          follower.get().destroyForcibly();
          follower.get().onExit().join();
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean isFollowers(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("follow-") && name.endsWith(".pid");
  }

  @Override
  public void close() {
    started.forEach(running -> running.process().destroyForcibly());
    killFollower();
  }
}
