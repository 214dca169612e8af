package dev.crossfade.compat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server program as a child of this JVM. It is ready when it has said so in its log, and stopped
 * when closed, at the latest when the JVM ends.
 */
final class Daemon implements AutoCloseable {
  /** Bounds hangs only. */
  private static final long SECONDS_MAX = 600;

  private final Process process;
  private final String stopSignal;
  private final StringBuffer log = new StringBuffer();
  private final Thread hook = new Thread(this::stop);

  private Daemon(Process process, String stopSignal) {
    this.process = process;
    this.stopSignal = stopSignal;
  }

  /**
   * Starts a program and waits until it is ready.
   *
   * @param ready the part of a line of its log that says so
   * @param stopSignal the signal that ends it at once and in good order, for example "INT"
   */
  static Daemon start(List<String> command, Path directory, String ready, String stopSignal)
      throws Exception {
    Process process =
        new ProcessBuilder(unprivileged(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    Daemon daemon = new Daemon(process, stopSignal);
    Runtime.getRuntime().addShutdownHook(daemon.hook);
    CompletableFuture<Boolean> said = new CompletableFuture<>();
    Thread reader = new Thread(() -> daemon.read(ready, said), "log of " + command.get(0));
    reader.setDaemon(true);
    reader.start();
    if (!said.get(SECONDS_MAX, TimeUnit.SECONDS)) {
      daemon.close();
      throw new IOException(command + " ended:\n" + daemon.log);
    }
    return daemon;
  }

  /** What the program has printed until now. */
  String log() {
    return log.toString();
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Runs a program to its end, which must be a good one. */
  static void run(Path directory, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ":\n" + output);
    }
  }

  /** A command that is run so that it does not see itself run as root, which servers refuse. */
  static List<String> unprivileged(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (new com.sun.security.auth.module.UnixSystem().getUid() == 0) {
      whole.addAll(List.of("unshare", "-U"));
    }
    whole.addAll(command);
    return whole;
  }

  private void read(String ready, CompletableFuture<Boolean> said) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        if (line.contains(ready)) {
          said.complete(true);
        }
      }
    } catch (IOException closed) {
      log.append(closed);
    }
    said.complete(false);
  }

  /** By a signal from outside: in a user namespace nobody else may send one. */
  private void stop() {
    try {
      if (process.isAlive()) {
        new ProcessBuilder("kill", "-" + stopSignal, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
      }
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException | InterruptedException failed) {
      process.destroyForcibly();
    }
  }
}
