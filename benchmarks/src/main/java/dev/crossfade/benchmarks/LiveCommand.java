package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The live commands of the product, run as a user runs them. */
final class LiveCommand {
  private static final String EACH = "\"$@\"";

  private final Path script;
  private final Command command;
  private final Path work;
  private final Server server;

  LiveCommand(Path script, Path work, Server server) {
    this.script = script;
    this.work = work;
    this.server = server;
    command = new Command(work);
  }

  /** Follows a file in the background, and returns when it has caught up. */
  void follow(Path file, String schema) throws IOException, InterruptedException {
    run("follow", file.toString(), "--into", schema, "--yes", "--detach", "--to", server.url());
  }

  /** Ends the process that follows. */
  void stop(Path file) throws IOException, InterruptedException {
    run("follow", file.toString(), "--stop", "--to", server.url());
  }

  /** Ends it, and removes what was installed. */
  void retire(Path file) throws IOException, InterruptedException {
    stop(file);
    run("retire", "--yes", "--to", server.url());
  }

  Command.Result run(String... arguments) throws IOException, InterruptedException {
    return command.run(EACH, line(arguments));
  }

  /** The same where a status but 0 may be right. */
  Command.Result attempt(String... arguments) throws IOException, InterruptedException {
    return command.attempt(EACH, line(arguments));
  }

  private String[] line(String... arguments) {
    return Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toArray(String[]::new);
  }

  /** Megabytes that the follower had resident at most. */
  double followerMegabytes() throws IOException {
    return Command.peakKilobytes(followerPid()) / 1024.0;
  }

  /** The process that follows. */
  long followerPid() throws IOException {
    try (Stream<Path> files = Files.list(work.resolve(".crossfade"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().matches("follow-.*\\.pid"))
              .findFirst()
              .orElseThrow();
      return Long.parseLong(Files.readAllLines(file).get(0));
    }
  }
}
