package dev.crossfade.examples;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A Java process that answers each request, a line, by one line; one request at a time. */
final class LiveProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter in;
  private final LinkedBlockingQueue<CompletableFuture<String>> asked = new LinkedBlockingQueue<>();

  /**
   * @param command how it is started; its standard error goes where this one's does
   */
  LiveProcess(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> read(out), "answers");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        answer(line);
      }
    } catch (IOException dead) {
      // Its requests end with it.
    }
    process.onExit().join();
    answer(null);
  }

  /** Gives the answer to the oldest request; null when the process is dead, to all. */
  private void answer(@Nullable String line) {
    CompletableFuture<String> request = asked.poll();
    while (request != null) {
      if (line != null) {
        request.complete(line);
        return;
      }
      request.complete(Integer.toString(process.exitValue()));
      request = asked.poll();
    }
  }

  /** Asks; the answer of a process that dies is its exit status. */
  CompletableFuture<String> ask(String line) throws IOException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    asked.add(answer);
    if (process.isAlive()) {
      tell(line);
    } else {
      answer(null);
    }
    return answer;
  }

  /** Says something that is not answered. */
  void tell(String line) throws IOException {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal that a process cannot catch. */
  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Kills it, as {@code kill -9} does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
