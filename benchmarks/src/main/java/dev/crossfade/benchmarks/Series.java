package dev.crossfade.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measurements of one thing. */
final class Series {
  private final List<Double> seconds = new ArrayList<>();

  /** Work that is timed. */
  interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  void time(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    add((System.nanoTime() - start) / 1e9);
  }

  void add(double value) {
    seconds.add(value);
  }

  double median() {
    if (seconds.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return seconds.isEmpty() ? Double.NaN : Collections.min(seconds);
  }

  double max() {
    return seconds.isEmpty() ? Double.NaN : Collections.max(seconds);
  }

  double run(int index) {
    return seconds.get(index);
  }

  int runs() {
    return seconds.size();
  }
}
