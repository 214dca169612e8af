package dev.crossfade.postgres.control;

import dev.crossfade.core.store.Ledger;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A lock that one process at a time holds, by name: an advisory lock that belongs to a transaction,
 * on a connection of its own whose transaction stays open as long as the lock is held.
 *
 * <ul>
 *   <li>A lock of a session would not hold behind a pooler in transaction mode; a transaction pins
 *       its server connection there, so this one does.
 *   <li>A killed holder loses its connection, whereupon the server rolls back and the lock is free
 *       at once; nothing has to expire, and there is no lease row to be renewed or to be cleared.
 *       Where the holder's machine vanishes without a word, keep-alive probes end it within about a
 *       minute.
 *   <li>The transaction has no snapshot and has written nothing, so it holds back neither VACUUM
 *       nor CREATE INDEX CONCURRENTLY. Time-outs of the server are off within it; a pooler's own
 *       idle_transaction_timeout must be longer than a run.
 * </ul>
 */
final class RunLock implements Ledger.Lock {
  private static final int ALIVE_SECONDS_MAX = 10;
  private static final String SQL = SqlText.read(RunLock.class, "run_lock.sql");
  private static final String KEEP_ALIVE = SqlText.read(RunLock.class, "keep_alive.sql");

  private final Sessions sessions;
  private final Connection connection;

  private RunLock(Sessions sessions, Connection connection) {
    this.sessions = sessions;
    this.connection = connection;
  }

  /** Empty when another process holds the lock of this name. */
  static Optional<RunLock> take(Sessions sessions, String name) {
    Connection connection = sessions.take();
    boolean taken = false;
    try {
      Sessions.begin(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute(KEEP_ALIVE);
      }
      taken = tryLock(connection, name);
      return taken ? Optional.of(new RunLock(sessions, connection)) : Optional.empty();
    } catch (SQLException e) {
      throw ServerFailure.statement(e, "taking the lock " + name);
    } finally {
      if (!taken) {
        sessions.giveBack(connection);
      }
    }
  }

  private static boolean tryLock(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Whether the connection under it lives, and the lock with it. */
  boolean held() {
    try {
      return connection.isValid(ALIVE_SECONDS_MAX);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    sessions.giveBack(connection);
  }
}
