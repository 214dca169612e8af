package dev.crossfade.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, which can be made to die at a named place. */
final class ChildProcess {
  /** The exit status of a process that a fault point halted. */
  static final int HALTED = 137;

  /** Bounds hangs only. */
  static final long LIMIT_SECONDS = 600;

  private final Path folder;
  private final String url;
  private final List<String> prefix;

  ChildProcess(Path folder, String url) {
    this(folder, url, List.of());
  }

  /**
   * @param prefix a command that runs the rest of its command line
   */
  ChildProcess(Path folder, String url, List<String> prefix) {
    this.folder = folder;
    this.url = url;
    this.prefix = prefix;
  }

  /**
   * Runs a command to its end.
   *
   * @param fault where to halt, {@code NAME:N}; empty for nowhere
   */
  Console.Result run(String fault, String... arguments) throws IOException, InterruptedException {
    try (Started started = start(fault, arguments)) {
      return started.end();
    }
  }

  /** Starts a command. */
  Started start(String fault, String... arguments) throws IOException {
    Path out = folder.resolve("child.out");
    Path err = folder.resolve("child.err");
    return new Started(
        new ProcessBuilder(command(fault, arguments))
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start(),
        out,
        err);
  }

  /** A process under way; closing kills it. */
  record Started(Process process, Path out, Path err) implements AutoCloseable {
    /** Waits for its end. */
    Console.Result end() throws InterruptedException {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        close();
        throw new AssertionError("did not end: " + text(err));
      }
      return new Console.Result(process.exitValue(), text(out), text(err));
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  private List<String> command(String fault, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path")));
    if (!fault.isEmpty()) {
      command.add("-Dcrossfade.fault=" + fault);
    }
    command.add("dev.crossfade.cli.Main");
    command.addAll(List.of(arguments));
    command.addAll(List.of("--to", url));
    return command;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
