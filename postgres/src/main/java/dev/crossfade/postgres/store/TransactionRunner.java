package dev.crossfade.postgres.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.store.StoreFailure.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tries transactions until one is committed, or fails for another reason than others. */
final class TransactionRunner {
  /** So many tries avoid waiting in a circle; later ones leave it to the server to find circles. */
  private static final int AVOIDING = 8;

  private static final int MOST = 30;

  private final StoreSessions sessions;
  private final StoredTables tables;
  private final Standings standings;

  /** The connections of the transactions under way. */
  private final Map<Thread, Connection> current = new ConcurrentHashMap<>();

  TransactionRunner(StoreSessions sessions, StoredTables tables, Standings standings) {
    this.sessions = sessions;
    this.tables = tables;
    this.standings = standings;
  }

  /** The connection of the transaction that the calling thread is in, or null. */
  @Nullable Connection connection() {
    return current.get(Thread.currentThread());
  }

  <T extends @Nullable Object> T run(Function<? super PostgresTransaction, T> work) {
    SortedSet<Long> wanted = new TreeSet<>();
    for (int tries = 1; ; tries++) {
      Connection connection = sessions.take();
      PostgresTransaction transaction =
          new PostgresTransaction(connection, tables, standings, tries > AVOIDING);
      try {
        Outcome<T> outcome = attempt(connection, transaction, wanted, work);
        if (outcome != null) {
          return outcome.value();
        }
      } finally {
        sessions.giveBack(connection);
      }
      if (tries == MOST) {
        throw new CrossfadeException(ErrorCode.CF_7308, MOST + " tries");
      }
      wanted = new TreeSet<>(transaction.locks());
      sessions.pause(tries);
    }
  }

  private record Outcome<T extends @Nullable Object>(T value) {}

  /** Null when it is to be tried again. */
  private <T extends @Nullable Object> @Nullable Outcome<T> attempt(
      Connection connection,
      PostgresTransaction transaction,
      SortedSet<Long> wanted,
      Function<? super PostgresTransaction, T> work) {
    Phase[] phase = {Phase.BEFORE_COMMIT};
    try {
      connection.setAutoCommit(false);
      transaction.begin(wanted);
      T value = apply(connection, transaction, work);
      if (!transaction.isDoomed()) {
        transaction.throwFailure();
        transaction.finish(() -> phase[0] = Phase.COMMIT);
      }
      return transaction.isDoomed() ? null : new Outcome<>(value);
    } catch (SQLException e) {
      if (StoreFailure.isConflict(e)) {
        return null;
      }
      CrossfadeException gone = transaction.gone(e);
      throw gone != null ? gone : StoreFailure.of(e, phase[0], "writing by a transaction");
    } catch (RuntimeException e) {
      if (transaction.isDoomed()) {
        return null;
      }
      throw e;
    }
  }

  private <T extends @Nullable Object> T apply(
      Connection connection,
      PostgresTransaction transaction,
      Function<? super PostgresTransaction, T> work) {
    Thread owner = Thread.currentThread();
    current.put(owner, connection);
    try {
      return work.apply(transaction);
    } finally {
      transaction.end();
      current.remove(owner);
    }
  }
}
