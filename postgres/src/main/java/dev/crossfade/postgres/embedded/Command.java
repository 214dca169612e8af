package dev.crossfade.postgres.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and keeps what it printed. */
final class Command {
  private static final long SECONDS_MAX = 400;

  private Command() {}

  /**
   * What a program left.
   *
   * @param status its exit status
   * @param output standard output and standard error together
   */
  record Result(int status, String output) {
    boolean succeeded() {
      return status == 0;
    }
  }

  /**
   * Runs a program with an English locale and without the PG variables of the user, which would
   * change what the server's programs do.
   *
   * @param directory where it runs
   * @param input what it reads from standard input
   * @throws IOException if it cannot be started or takes more than 400 seconds
   */
  static Result run(List<String> command, Path directory, String input) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var standardInput = process.getOutputStream()) {
      standardInput.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException programDoesNotRead) {
      // It ended before it read its input; its status and output say why.
    }
    CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " did not end within " + SECONDS_MAX + " s");
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
    }
    return new Result(process.exitValue(), output.join());
  }

  private static String read(Process process) {
    try (var stream = process.getInputStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException broken) {
      return "(its output could not be read: " + broken.getMessage() + ")";
    }
  }
}
