package dev.crossfade.examples;

import dev.crossfade.cli.demo.program.Writers;
import dev.crossfade.cli.live.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes of a fault run: writers, a follower, a stand-by, and controllers. */
final class LiveCast implements AutoCloseable {
  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final int FOLLOWERS = 2;

  private final Path folder;
  private final Path file;
  private final String url;
  private final Process writers;
  private final List<ChildProcess.Started> followers = new ArrayList<>();
  private int number;

  LiveCast(Path folder, Path file, String url, String jdbcUrl, long seed) throws IOException {
    this.folder = folder;
    this.file = file;
    this.url = url;
    List<String> command = new ArrayList<>(JavaProcess.command(Writers.class.getName()));
    command.addAll(List.of("write", folder.toString(), file.toString(), "3", "120"));
    command.add(Long.toString(seed));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(Writers.TARGET, jdbcUrl);
    writers =
        builder
            .redirectOutput(folder.resolve("writers.out").toFile())
            .redirectError(folder.resolve("writers.err").toFile())
            .start();
  }

  /** Lets the writers write on for a time; they must not end in it. */
  void writeOn(long millis) throws IOException, InterruptedException {
    if (writers.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError(
          "the writers ended: " + Files.readString(folder.resolve("writers.err")));
    }
  }

  /** Asks the writers to end; each ends its transaction before. */
  void endWriting() throws IOException, InterruptedException {
    writers.getOutputStream().close();
    if (!writers.waitFor(90, TimeUnit.SECONDS) || writers.exitValue() != 0) {
      throw new AssertionError(
          "the writers failed: " + Files.readString(folder.resolve("writers.err")));
    }
  }

  /** Starts a follower. */
  ChildProcess.Started follow(String fault) throws IOException {
    ChildProcess.Started follower =
        child().start(fault, "follow", file.toString(), "--into", "demo", "--yes");
    followers.add(follower);
    return follower;
  }

  /** Those that live, oldest first. */
  List<ChildProcess.Started> followers() {
    followers.removeIf(follower -> !follower.process().isAlive());
    return followers;
  }

  /** Starts followers until there are a follower and a stand-by. */
  void fill() throws IOException {
    while (followers().size() < FOLLOWERS) {
      follow("");
    }
  }

  /** Waits until a follower says that it has caught up. */
  void caughtUp(ChildProcess.Started follower) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!(Files.readString(follower.err()) + Files.readString(follower.out()))
        .contains("Caught up")) {
      if (!follower.process().isAlive() || System.nanoTime() - start > LIMIT_NANOS) {
        throw new AssertionError("did not catch up: " + Files.readString(follower.err()));
      }
      writeOn(50);
    }
  }

  /** Sends a signal, which a process cannot catch. */
  static void signal(String signal, ChildProcess.Started follower)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(follower.process().pid())).start().waitFor();
  }

  /** Runs a command to its end. */
  Console.Result run(String fault, String... arguments) throws IOException, InterruptedException {
    return child().run(fault, arguments);
  }

  private ChildProcess child() throws IOException {
    number++;
    return new ChildProcess(Files.createDirectory(folder.resolve("p" + number)), url);
  }

  @Override
  public void close() {
    followers.forEach(ChildProcess.Started::close);
    writers.destroyForcibly().onExit().join();
  }
}
