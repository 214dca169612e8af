package dev.crossfade.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How often something can be done in a second, by threads that do nothing else. */
final class Throughput {
  private Throughput() {}

  /** What a thread does. */
  interface Call {
    /**
     * Does it once.
     *
     * @param thread counted from zero
     * @param number counted from zero, by each thread
     */
    void run(int thread, long number) throws Exception;
  }

  /** Calls a second, of all threads together. */
  static double perSecond(int threads, long millis, Call call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begin = System.nanoTime();
      long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        all.add(pool.submit(() -> run(thread, end, call)));
      }
      long calls = 0;
      for (Future<Long> one : all) {
        calls += one.get();
      }
      return calls / ((System.nanoTime() - begin) / 1e9);
    } finally {
      pool.shutdownNow();
    }
  }

  private static long run(int thread, long end, Call call) throws Exception {
    long number = 0;
    while (System.nanoTime() - end < 0) {
      call.run(thread, number);
      number++;
    }
    return number;
  }
}
