package dev.crossfade.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Processes that serve the commands of all tests of this JVM, for the start of one costs more than
 * most commands. One that dies is replaced; one that nobody has used yet is always ready.
 */
final class LivePool {
  private final Path folder;
  private final LiveJvm jvm;
  private final List<LiveProcess> all = new ArrayList<>();

  /** The one that served last comes first: it has compiled what it runs. */
  private final Deque<LiveProcess> idle = new ArrayDeque<>();

  /** Made when first touched: the class loader sees to it that this happens once. */
  private static final class Holder {
    static final LivePool POOL = make();

    private static LivePool make() {
      try {
        LivePool pool = new LivePool(Files.createTempDirectory("crossfade-commands-"));
        Runtime.getRuntime().addShutdownHook(new Thread(pool::close));
        return pool;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private LivePool(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    jvm = new LiveJvm(folder);
  }

  static LivePool pool() {
    return Holder.POOL;
  }

  /** A folder that nobody else uses; it is deleted with the pool. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "command-");
  }

  /** A process for a command; it is given back after it. */
  synchronized LiveProcess take() throws IOException {
    return living(idle.pollFirst());
  }

  /** A process for a command that will die: what others have warmed up is kept. */
  synchronized LiveProcess takeToDie() throws IOException {
    return living(idle.pollLast());
  }

  private LiveProcess living(@Nullable LiveProcess found) throws IOException {
    idle.removeIf(process -> !process.isAlive());
    LiveProcess process = found == null || !found.isAlive() ? start() : found;
    if (idle.isEmpty()) {
      idle.addLast(start());
    }
    return process;
  }

  private LiveProcess start() throws IOException {
    LiveProcess process = jvm.start(LiveWorker.class, null);
    all.add(process);
    return process;
  }

  synchronized void giveBack(LiveProcess process) {
    if (process.isAlive()) {
      idle.addFirst(process);
    }
  }

  private synchronized void close() {
    all.forEach(LiveProcess::close);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.delete(file);
      }
    } catch (IOException leftBehind) {
      System.err.println("Not deleted: " + folder);
    }
  }
}
