package dev.crossfade.postgres.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.store.StoreFailure.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Takes connections, does work with them, and gives them back in every case. */
final class StoreSessions {
  private static final int MOST_TRIES = 10;
  private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final int DOUBLINGS = 6;

  private final StoreConnections connections;

  StoreSessions(StoreConnections connections) {
    this.connections = connections;
  }

  /**
   * A connection in autocommit; to be {@linkplain #giveBack given back}. An interrupt of the thread
   * is kept for later.
   *
   * @throws CrossfadeException CF-7303
   */
  Connection take() {
    boolean interrupted = Thread.interrupted();
    try {
      return connections.take();
    } catch (SQLException e) {
      throw StoreFailure.unavailable(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends what is open. What fails here does not count: the outcome is known already. */
  void giveBack(Connection connection) {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // It is broken; whoever used it last has reported why.
    }
  }

  /** Work in autocommit. It is done again after a conflict with others. */
  <T extends @Nullable Object> T run(Phase phase, String doing, StoreWork<T> work) {
    for (int tries = 1; ; tries++) {
      Connection connection = take();
      try {
        return work.apply(connection);
      } catch (SQLException e) {
        if (tries == MOST_TRIES || !StoreFailure.isConflict(e)) {
          throw StoreFailure.of(e, phase, doing);
        }
      } finally {
        giveBack(connection);
      }
      pause(tries);
    }
  }

  /** Lets others go on before the next try. */
  void pause(int tries) {
    long longest = SHORTEST_NANOS << Math.min(tries, DOUBLINGS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
  }

  /** The error of a use after closing. */
  static CrossfadeException closed() {
    return new CrossfadeException(ErrorCode.CF_7001, "a store in PostgreSQL");
  }
}
