package dev.crossfade.facade.live;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of outbox entries. They never recur: those of a process are consecutive from a number drawn
 * at random out of all 64-bit ones, so that another process, or this one after a restart, would
 * have to draw a number within those that were given out; which store they lie in does not matter.
 */
final class EntryNumbers {
  private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextLong());

  private EntryNumbers() {}

  static long next() {
    return NEXT.getAndIncrement();
  }
}
