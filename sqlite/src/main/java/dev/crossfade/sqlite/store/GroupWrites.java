package dev.crossfade.sqlite.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Single writes of several threads in one commit. Each thread adds its write to the queue and takes
 * the writer's lock; whoever gets it first commits all that are in the queue by then, and the
 * others find theirs done. When such a transaction fails without a trace, each of its writes is
 * tried alone, so that none fails for another one's sake.
 */
final class GroupWrites {
  private static final int MOST = 256;

  private final Writer writer;
  private final ConcurrentLinkedQueue<Write> queue = new ConcurrentLinkedQueue<>();

  GroupWrites(Writer writer) {
    this.writer = writer;
  }

  /** Writes one row or deletes one; says whether one changed. */
  @FunctionalInterface
  interface RowChange {
    boolean run();
  }

  /** A write; its result belongs to who has the lock. */
  private static final class Write {
    final RowChange change;
    boolean done;
    boolean result;
    @Nullable CrossfadeException failure;

    Write(RowChange change) {
      this.change = change;
    }

    void done(boolean changed) {
      result = changed;
      done = true;
    }

    void failed(CrossfadeException e) {
      failure = e;
      done = true;
    }
  }

  /** Returns when the change is committed; gives what it gave. */
  boolean run(RowChange change) {
    writer.checkOutside();
    Write own = new Write(change);
    queue.add(own);
    return writer.exclusively(
        () -> {
          if (!own.done) {
            lead(own);
          }
          CrossfadeException failure = own.failure;
          if (failure != null) {
            throw new CrossfadeException(failure.code(), failure.detail(), failure);
          }
          return own.result;
        });
  }

  private void lead(Write own) {
    List<Write> batch = new ArrayList<>();
    queue.remove(own);
    batch.add(own);
    for (Write next = queue.poll();
        next != null;
        next = batch.size() < MOST ? queue.poll() : null) {
      batch.add(next);
    }
    try {
      together(batch);
    } catch (Throwable e) {
      CrossfadeException unknown =
          new CrossfadeException(
              ErrorCode.CF_7323, writer.database().location() + ": broken off", e);
      batch.stream().filter(write -> !write.done).forEach(write -> write.failed(unknown));
      throw e;
    }
  }

  private void together(List<Write> batch) {
    try {
      boolean[] results = new boolean[batch.size()];
      writer.transactionUnderLock(
          () -> {
            for (int i = 0; i < results.length; i++) {
              results[i] = batch.get(i).change.run();
            }
            return true;
          });
      for (int i = 0; i < results.length; i++) {
        batch.get(i).done(results[i]);
      }
    } catch (CrossfadeException e) {
      if (batch.size() == 1 || !mayTryAlone(e.code())) {
        batch.forEach(write -> write.failed(e));
      } else {
        batch.forEach(write -> together(List.of(write)));
      }
    }
  }

  /** Not when it may be committed, and not when each would wait in vain as long again. */
  private static boolean mayTryAlone(ErrorCode code) {
    return code != ErrorCode.CF_7323
        && code != ErrorCode.CF_7322
        && code != ErrorCode.CF_7327
        && code != ErrorCode.CF_7001;
  }
}
