package dev.crossfade.move;

import dev.crossfade.core.store.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the rejects of a run and keeps the first, to name them. Safe for several threads. */
final class Rejects {
  private static final int NAMED = 5;

  private final AtomicLong count = new AtomicLong();
  private final List<String> first = new ArrayList<>();

  void add(RejectedRecord rejected) {
    count.incrementAndGet();
    synchronized (first) {
      if (first.size() < NAMED) {
        String column = rejected.column() == null ? "" : "." + rejected.column();
        first.add(
            rejected.collection()
                + column
                + " at "
                + rejected.locator()
                + ": "
                + rejected.code().code()
                + " "
                + rejected.detail());
      }
    }
  }

  long count() {
    return count.get();
  }

  String named() {
    synchronized (first) {
      return String.join("; ", first);
    }
  }
}
