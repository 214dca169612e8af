package dev.crossfade.examples.memory.scenario;

import dev.crossfade.examples.memory.MemoryServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  private final Process process;
  private final URI url;

  private ServerProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param folder with crossfade.yaml; what it says goes into server.log there
   * @param database its URL
   */
  static ServerProcess start(Path folder, String database) {
    Path out = folder.resolve("server.out");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MemoryServer.class.getName(),
            "--port",
            "0",
            "--settings",
            folder.resolve("crossfade.yaml").toString());
    builder.environment().put("DATABASE_URL", database);
    builder.environment().remove("CROSSFADE_INTO");
    File log = folder.resolve("server.log").toFile();
    builder.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.appendTo(log));
    try {
      Process process = builder.start();
      Await.until(
          "the server listens; see " + log,
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("the server ended with " + process.exitValue() + "; " + log);
            }
            return address(out).isPresent();
          });
      return new ServerProcess(process, URI.create(address(out).orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> address(Path out) {
    try {
      List<String> lines = Files.readAllLines(out);
      return lines.stream()
          .filter(line -> line.startsWith(LISTENING))
          .map(line -> line.substring(LISTENING.length()))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return url;
  }

  /** Kills it, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end, and waits for that. */
  void end() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
