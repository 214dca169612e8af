package dev.crossfade.facade.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells who follows a group that a writer of the same process has committed. Costs a writer two
 * accesses of memory while nobody waits.
 */
public final class CommitSignal {
  private final AtomicLong commits = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition committed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();

  /** A signal that nobody gives yet. */
  public CommitSignal() {}

  /** How often it was given. */
  long count() {
    return commits.get();
  }

  /** Gives it. */
  void give() {
    commits.incrementAndGet();
    if (waiting.get() > 0) {
      lock.lock();
      try {
        committed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits until it was given more often, or the time is over.
   *
   * @return false when the time is over, or the thread interrupted
   */
  boolean await(long seen, long nanos) {
    lock.lock();
    waiting.incrementAndGet();
    try {
      long left = nanos;
      while (commits.get() == seen) {
        if (left <= 0) {
          return false;
        }
        left = committed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }
}
