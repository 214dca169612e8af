package dev.crossfade.sqlite.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.sqlite.FileIdentity;
import dev.crossfade.sqlite.SqliteDatabase;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection that writes, for one thread at a time. A transaction begins with the only right to
 * write in the file, so that what it reads stays as it is, and it cannot fail for being too late.
 *
 * <p>In WAL mode a commit is in the log when it returns. With {@code synchronous=NORMAL} the log is
 * forced when its content goes into the file; with FULL at each commit, and with it what other
 * connections have written before.
 */
final class Writer {
  private final SqliteDatabase database;
  private final Object identity;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  Writer(SqliteDatabase database) {
    this.database = database;
    this.identity = FileIdentity.of(database.location());
  }

  void durability(Durability durability) {
    database.execute(
        "PRAGMA synchronous = " + (durability == Durability.PROCESS ? "NORMAL" : "FULL"));
  }

  SqliteDatabase database() {
    return database;
  }

  /**
   * Refuses a file that another one has taken the place of: what is written into the old one nobody
   * would ever see.
   */
  void requireSame() {
    Object now;
    try {
      now = FileIdentity.of(database.location());
    } catch (CrossfadeException e) {
      throw StoreErrors.with(ErrorCode.CF_7327, e);
    }
    if (!now.equals(identity)) {
      throw new CrossfadeException(ErrorCode.CF_7327, database.location().toString());
    }
  }

  /** Refuses a thread that is within a transaction of this store. */
  void checkOutside() {
    if (lock.isHeldByCurrentThread()) {
      throw new CrossfadeException(ErrorCode.CF_7004, "a write by the store in a transaction");
    }
  }

  /** Runs when nobody else writes by this connection. */
  <T extends @Nullable Object> T exclusively(Supplier<T> work) {
    checkOutside();
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Runs as one transaction: all of it is committed, or nothing. */
  <T extends @Nullable Object> T transaction(Supplier<T> work) {
    return exclusively(() -> transactionUnderLock(work));
  }

  /** As {@link #transaction}, for who has the lock. */
  <T extends @Nullable Object> T transactionUnderLock(Supplier<T> work) {
    if (closed) {
      throw new CrossfadeException(ErrorCode.CF_7001, database.location().toString());
    }
    requireSame();
    begin();
    T result;
    try {
      FaultPoints.hit("sqlite.store.begun");
      result = work.get();
      FaultPoints.hit("sqlite.store.written");
    } catch (Throwable e) {
      rollBack(e);
      throw e;
    }
    commit();
    FaultPoints.hit("sqlite.store.committed");
    return result;
  }

  // Waiting for others ends with an interrupt; one from before shall not keep a thread from
  // writing.
  private void begin() {
    boolean interrupted = Thread.interrupted();
    try {
      database.execute("BEGIN IMMEDIATE");
    } catch (CrossfadeException e) {
      throw StoreErrors.ofWrite(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void commit() {
    try {
      database.execute("COMMIT");
    } catch (CrossfadeException e) {
      CrossfadeException failure = StoreErrors.ofCommit(e);
      rollBack(failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
  }

  // A full disk and some failures of the disk end the transaction by themselves.
  private void rollBack(Throwable reason) {
    try {
      database.tryExecute("ROLLBACK");
    } catch (SQLException e) {
      if (e.getMessage() == null || !e.getMessage().contains("no transaction is active")) {
        reason.addSuppressed(e);
      }
    }
  }

  /** Waits for who writes; false when it was closed before. */
  boolean close() {
    return exclusively(
        () -> {
          if (closed) {
            return false;
          }
          closed = true;
          return true;
        });
  }
}
