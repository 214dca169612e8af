package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One force for all who wait. Whoever comes while nobody forces does it, for everything that is
 * written by then; the others wait for its end, and one of those that it came too early for does
 * the next. A force that failed is final: the system may have dropped what it could not write, and
 * a second one would say that all is well.
 *
 * <p>Order of locks: a caller may hold the segment's lock; nobody waits for that one in here.
 */
final class GroupForce {
  private boolean busy;
  private long durable;
  private @Nullable IOException failure;

  /** A force; gives the number of the last record that was written before it began. */
  @FunctionalInterface
  interface Force {
    long run() throws IOException;
  }

  /** Returns when a record is on the disk. */
  void settle(long number, Force force) {
    if (claim(number)) {
      run(force);
    }
  }

  /** Forces in any case, alone; nobody else does meanwhile. */
  void forceAlone(Force force) {
    claim(Long.MAX_VALUE);
    run(force);
  }

  /** Changes what the next force works on while nobody forces, even after one failed. */
  void exclusively(Runnable change) {
    claimIdle();
    try {
      change.run();
    } finally {
      release(0, null);
    }
  }

  /** Whether a record is known to be on the disk. */
  synchronized boolean isSettled(long number) {
    return durable >= number;
  }

  /** Throws when a force has failed. */
  synchronized void check() {
    IOException failed = failure;
    if (failed != null) {
      throw new CrossfadeException(ErrorCode.CF_7102, String.valueOf(failed.getMessage()), failed);
    }
  }

  /** True when the caller has to force, false when the number is on the disk. */
  private synchronized boolean claim(long number) {
    boolean interrupted = false;
    try {
      while (true) {
        check();
        if (durable >= number) {
          return false;
        }
        if (!busy) {
          busy = true;
          return true;
        }
        interrupted |= waitForRelease();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void claimIdle() {
    boolean interrupted = false;
    while (busy) {
      interrupted |= waitForRelease();
    }
    busy = true;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private synchronized boolean waitForRelease() {
    try {
      wait();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void run(Force force) {
    long reached = -1;
    IOException failed = new IOException("the force was broken off");
    try {
      FaultPoints.hit("segment.force");
      reached = force.run();
      failed = null;
    } catch (IOException e) {
      failed = e;
    } catch (UncheckedIOException e) {
      failed = e.getCause();
    } finally {
      release(reached, failed);
    }
    check();
    FaultPoints.hit("segment.forced");
  }

  private synchronized void release(long reached, @Nullable IOException failed) {
    durable = Math.max(durable, reached);
    if (failed != null) {
      failure = failed;
    }
    busy = false;
    notifyAll();
  }
}
