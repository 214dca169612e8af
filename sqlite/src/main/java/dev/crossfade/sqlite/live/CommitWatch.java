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
 * none (network drives, containers) by waking up after 1 to 50 ms. Events are only asked for while
 * the program rests: one that commits all the time makes thousands of them, and is met by looking.
 */
final class CommitWatch implements AutoCloseable {
  private static final long SHORTEST_NANOS = Duration.ofMillis(1).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMillis(50).toNanos();

  /** From this pause on, events are asked for. */
  private static final long RESTING_NANOS = Duration.ofMillis(4).toNanos();

  /** After so many passes without a rest, they are not any more. */
  private static final int BUSY_PASSES = 8;

  private final @Nullable Path directory;
  private final @Nullable WatchService service;
  private @Nullable WatchKey key;
  private long pause = SHORTEST_NANOS;
  private int passes;

  CommitWatch(Path file) {
    directory = file.toAbsolutePath().getParent();
    service = directory == null ? null : open(directory);
  }

  private static @Nullable WatchService open(Path directory) {
    try {
      return directory.getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      // Systems limit how many there may be; polling does as well, a little later.
      return null;
    }
  }

  /** Something was found: be quick again. */
  void active() {
    pause = SHORTEST_NANOS;
  }

  /** A pass is made, whether something was waited for or not. */
  void passing() {
    if (key != null && ++passes >= BUSY_PASSES) {
      key.cancel();
      key = null;
    }
  }

  /** Returns when there may be something, at the latest after 50 ms or the limit. */
  void await(long limitNanos) {
    long nanos = Math.min(pause, limitNanos);
    pause = Math.min(pause * 2, LONGEST_NANOS);
    if (key == null && nanos >= RESTING_NANOS && register()) {
      // What came just before is told by no event: look once more.
      return;
    }
    if (key == null || service == null) {
      LockSupport.parkNanos(nanos);
      return;
    }
    passes = 0;
    try {
      WatchKey changed = service.poll(nanos, TimeUnit.NANOSECONDS);
      if (changed != null) {
        changed.pollEvents();
        changed.reset();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean register() {
    if (directory == null || service == null) {
      return false;
    }
    try {
      key =
          directory.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      passes = 0;
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      // Nothing was registered that could be lost.
    }
  }
}
