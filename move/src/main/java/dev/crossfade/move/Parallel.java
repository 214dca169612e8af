package dev.crossfade.move;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same work for several things at once. */
final class Parallel {
  private Parallel() {}

  /**
   * Applies the work to each item on up to {@code jobs} threads and returns the results in the
   * items' order. The first failure is thrown when all work that had begun has ended; others are
   * suppressed in it.
   */
  static <T, R> List<R> map(int jobs, List<T> items, Function<T, R> work) {
    if (jobs <= 1 || items.size() <= 1) {
      return items.stream().map(work).toList();
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(jobs, items.size()));
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(pool.submit(() -> work.apply(item)));
      }
      return collect(futures);
    } finally {
      pool.shutdown();
    }
  }

  private static <R> List<R> collect(List<Future<R>> futures) {
    List<R> results = new ArrayList<>();
    RuntimeException first = null;
    for (Future<R> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        RuntimeException failure =
            e.getCause() instanceof RuntimeException cause ? cause : new RuntimeException(e);
        if (first == null) {
          first = failure;
          futures.forEach(other -> other.cancel(false));
        } else {
          first.addSuppressed(failure);
        }
      } catch (java.util.concurrent.CancellationException e) {
        // It had not begun when another failed.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for work to end", e);
      }
    }
    if (first != null) {
      throw first;
    }
    return results;
  }
}
