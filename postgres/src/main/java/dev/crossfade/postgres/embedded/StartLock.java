package dev.crossfade.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time start, stop or reset servers. A file lock holds between
 * processes only, hence the second lock; the system releases both when their holder dies.
 */
final class StartLock {
  private static final ReentrantLock THREADS = new ReentrantLock();

  private StartLock() {}

  /** What is done while the lock is held. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** Waits for the lock, acts, and releases it. */
  static <T> T holding(Path file, Action<T> action) throws IOException {
    THREADS.lock();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.lock();
      try {
        return action.run();
      } finally {
        lock.release();
      }
    } finally {
      THREADS.unlock();
    }
  }
}
