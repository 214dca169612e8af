package dev.crossfade.sqlite.live;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a change of the files of a database: by the system's file events, and in case there are
 * none (network drives, containers) by waking up after 1 to 50 ms.
 */
final class CommitWatch implements AutoCloseable {
  private static final long SHORTEST_NANOS = Duration.ofMillis(1).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMillis(50).toNanos();

  private final @Nullable WatchService service;
  private long pause = SHORTEST_NANOS;

  CommitWatch(Path file) {
    this.service = watch(file.toAbsolutePath().getParent());
  }

  private static @Nullable WatchService watch(@Nullable Path directory) {
    if (directory == null) {
      return null;
    }
    WatchService service = null;
    try {
      service = directory.getFileSystem().newWatchService();
      directory.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      return service;
    } catch (IOException | UnsupportedOperationException e) {
      // Systems limit how many there may be; polling does as well, a little later.
      closeQuietly(service);
      return null;
    }
  }

  private static void closeQuietly(@Nullable WatchService service) {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      // Nothing was registered that could be lost.
    }
  }

  /** Something was found: be quick again. */
  void active() {
    pause = SHORTEST_NANOS;
  }

  /** Returns when there may be something, at the latest after 50 ms or the limit. */
  void await(long limitNanos) {
    long nanos = Math.min(pause, limitNanos);
    pause = Math.min(pause * 2, LONGEST_NANOS);
    if (service == null) {
      LockSupport.parkNanos(nanos);
      return;
    }
    try {
      WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
      if (key != null) {
        key.pollEvents();
        key.reset();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closeQuietly(service);
  }
}
