package dev.crossfade.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command in a process of the pool. */
final class LiveCommand implements AutoCloseable {
  /** Bounds hangs only. */
  private static final long LIMIT_SECONDS = 600;

  private final LivePool pool = LivePool.pool();
  private final LiveProcess process;
  private final Path printed;
  private final CompletableFuture<String> status;
  private boolean givenBack;

  /**
   * Starts it.
   *
   * @param directory where it stands
   * @param fault where it dies, as {@link LiveWorker} reads it; empty for nowhere
   */
  LiveCommand(Path directory, String fault, List<String> arguments) throws IOException {
    printed = pool.newFolder();
    process = fault.isEmpty() ? pool.take() : pool.takeToDie();
    List<String> words = new ArrayList<>(List.of("in", directory.toString()));
    words.addAll(List.of(printed.toString(), fault));
    words.addAll(arguments);
    status = process.ask(String.join("\t", words));
  }

  boolean isUnderWay() {
    return !status.isDone();
  }

  /** What it printed so far. */
  String text(String stream) throws IOException {
    Path file = printed.resolve(stream);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** Waits for its end. */
  Console.Result end() throws IOException, InterruptedException {
    try {
      int ended = Integer.parseInt(status.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      return new Console.Result(ended, text("out"), text("err"));
    } catch (TimeoutException | ExecutionException late) {
      process.close();
      throw new AssertionError("did not end: " + text("err"), late);
    } finally {
      giveBack();
    }
  }

  /** Asks it to stop, as Ctrl-C does, and waits for its end. */
  Console.Result stop() throws IOException, InterruptedException {
    process.tell("stop");
    return end();
  }

  /** Kills its process if it is under way, as {@code kill -9} does. */
  @Override
  public void close() {
    if (isUnderWay()) {
      process.close();
    }
    giveBack();
  }

  private void giveBack() {
    if (!givenBack) {
      givenBack = true;
      pool.giveBack(process);
    }
  }
}
