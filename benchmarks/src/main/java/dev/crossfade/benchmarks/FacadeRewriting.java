package dev.crossfade.benchmarks;

import dev.crossfade.core.document.Document;
import dev.crossfade.files.store.FileStore;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much of the time the file store rewrites a large file while it is written to all the time.
 * The thread that does it is looked at every few milliseconds, from the end of a rewriting to that
 * of a later one.
 */
final class FacadeRewriting {
  private static final double WRITES_PER_SECOND = 500;
  private static final long LOOK_MILLIS = 5;
  private static final int SEED = 7;

  private FacadeRewriting() {}

  /** Percent of the time. */
  static double percent(Path file, int keys, long seconds) throws Exception {
    try (FileStore store = FileStore.open(file)) {
      AtomicBoolean ended = new AtomicBoolean();
      Thread writer = new Thread(() -> write(store, keys, ended), "writer");
      writer.start();
      try {
        return watch(seconds);
      } finally {
        ended.set(true);
        writer.join();
      }
    }
  }

  private static void write(FileStore store, int keys, AtomicBoolean ended) {
    Random random = new Random(SEED);
    FixedRate rate = new FixedRate(WRITES_PER_SECOND);
    while (!ended.get()) {
      try {
        rate.run(
            TimeUnit.SECONDS.toMillis(1),
            FixedRate.histogram(),
            number -> {
              int key = random.nextInt(keys);
              Document project = FacadeApplication.project(key, number);
              store.put(FacadeApplication.key(key), project);
            });
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static double watch(long seconds) throws InterruptedException {
    Thread thread = rewriter();
    while (!isRewriting(thread)) {
      Thread.sleep(LOOK_MILLIS);
    }
    while (isRewriting(thread)) {
      Thread.sleep(LOOK_MILLIS);
    }
    long begin = System.nanoTime();
    long busy = 0;
    long last = begin;
    boolean was = false;
    while (true) {
      Thread.sleep(LOOK_MILLIS);
      boolean is = isRewriting(thread);
      long now = System.nanoTime();
      busy += was ? now - last : 0;
      if (was && !is && now - begin >= TimeUnit.SECONDS.toNanos(seconds)) {
        return 100.0 * busy / (now - begin);
      }
      last = now;
      was = is;
    }
  }

  /** It is made at the first write. */
  private static Thread rewriter() throws InterruptedException {
    while (true) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().startsWith("crossfade-store ")) {
          return thread;
        }
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static boolean isRewriting(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("awaitWork")) {
        return false;
      }
    }
    return true;
  }
}
