package dev.crossfade.sqlite.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that read. Single reads share a few, and wait for one when all are reading;
 * snapshots take them out for as long as they last, and are refused beyond a number, since whoever
 * waits may be who holds the others.
 */
final class Readers {
  private static final int READS = 8;

  private final String file;
  private final Supplier<SqliteDatabase> open;
  private final int mostSnapshots;
  private final Semaphore reads = new Semaphore(READS);
  private final AtomicInteger snapshots = new AtomicInteger();
  private final LinkedBlockingDeque<SqliteDatabase> idle = new LinkedBlockingDeque<>(READS);
  private volatile boolean closed;

  Readers(String file, int mostSnapshots, Supplier<SqliteDatabase> open) {
    this.file = file;
    this.mostSnapshots = mostSnapshots;
    this.open = open;
  }

  void checkOpen() {
    if (closed) {
      throw new CrossfadeException(ErrorCode.CF_7001, file);
    }
  }

  /** Reads by a connection that nobody else uses meanwhile. */
  <T extends @Nullable Object> T read(Function<SqliteDatabase, T> work) {
    reads.acquireUninterruptibly();
    try {
      SqliteDatabase database = take();
      boolean whole = false;
      try {
        T result = work.apply(database);
        whole = true;
        return result;
      } catch (CrossfadeException e) {
        throw StoreErrors.of(e);
      } finally {
        giveBack(database, whole);
      }
    } finally {
      reads.release();
    }
  }

  private SqliteDatabase take() {
    checkOpen();
    SqliteDatabase waiting = idle.pollFirst();
    return waiting == null ? open.get() : waiting;
  }

  /**
   * A connection for a snapshot.
   *
   * @throws CrossfadeException CF-7325 when as many are open as may be
   */
  SqliteDatabase takeForSnapshot() {
    checkOpen();
    if (snapshots.incrementAndGet() > mostSnapshots) {
      snapshots.decrementAndGet();
      throw new CrossfadeException(ErrorCode.CF_7325, file + ": expected at most " + mostSnapshots);
    }
    try {
      return take();
    } catch (CrossfadeException e) {
      snapshots.decrementAndGet();
      throw StoreErrors.of(e);
    }
  }

  void giveBackFromSnapshot(SqliteDatabase database, boolean whole) {
    snapshots.decrementAndGet();
    giveBack(database, whole);
  }

  /** One that failed is not used again. */
  private void giveBack(SqliteDatabase database, boolean whole) {
    if (!whole || closed || !idle.offerFirst(database)) {
      database.close();
    } else if (closed) {
      closeIdle();
    }
  }

  /** Waits for reads; snapshots close their connections themselves. */
  void close() {
    closed = true;
    reads.acquireUninterruptibly(READS);
    try {
      closeIdle();
    } finally {
      reads.release(READS);
    }
  }

  private void closeIdle() {
    for (SqliteDatabase one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      one.close();
    }
  }
}
