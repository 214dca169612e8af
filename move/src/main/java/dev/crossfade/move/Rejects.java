package dev.crossfade.move;

import dev.crossfade.core.store.RejectedRecord;
import java.util.LinkedHashSet;
import java.util.Set;

/** Keeps the first rejects of a run, to name them. Safe for several threads. */
final class Rejects {
  private static final int NAMED = 5;

  /** A set: a chunk that is written once more rejects the same records again. */
  private final Set<String> first = new LinkedHashSet<>();

  void add(RejectedRecord rejected) {
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

  String named() {
    synchronized (first) {
      return String.join("; ", first);
    }
  }
}
