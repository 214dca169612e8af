package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, kept for as long as it works, so that a pass needs no round trip to ask whether
 * it does. Nothing relies on the state of its session. Used by one thread at a time.
 */
final class LiveSession implements AutoCloseable {
  private final Sessions sessions;
  private @Nullable Connection connection;

  /**
   * Work within one transaction.
   *
   * @param <T> what it gives back
   */
  interface Work<T> {
    /** Does the work; null when nothing is to be kept of it. */
    @Nullable T apply(Connection connection) throws SQLException;
  }

  LiveSession(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Does work in one transaction of READ COMMITTED, which it begins itself with the statement of
   * {@link Sessions#settings}, and commits it. When the work gives null, it is rolled back.
   *
   * @param doing for the message of an error
   */
  <T> @Nullable T transact(String doing, Work<T> work) {
    Connection current = connection == null ? sessions.take() : connection;
    connection = null;
    try {
      sessions.limit(current);
      T result = work.apply(current);
      if (result == null) {
        current.rollback();
      } else {
        current.commit();
      }
      connection = current;
      return result;
    } catch (SQLException e) {
      throw failure(e, doing);
    } finally {
      if (connection == null) {
        sessions.giveBack(current);
      }
    }
  }

  /**
   * The first cell of a query's first row.
   *
   * @param sql with one parameter
   * @return null when there is no row, or the cell is null
   */
  @Nullable String value(String sql, String parameter) {
    return transact(
        "reading the control schema",
        connection -> {
          try (PreparedStatement query = first(connection, sql)) {
            query.setString(1, parameter);
            second(query);
            try (ResultSet row = query.getResultSet()) {
              return row.next() ? row.getString(1) : null;
            }
          }
        });
  }

  /**
   * Prepares a statement that is sent together with the settings, as the first of a transaction.
   */
  static PreparedStatement first(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(Sessions.settings() + ";\n" + sql);
  }

  /** Goes to the results of the last statement of those that {@link #first} sent. */
  static void second(PreparedStatement statement) throws SQLException {
    statement.execute();
    statement.getMoreResults();
  }

  private static CrossfadeException failure(SQLException e, String doing) {
    String state = ServerFailure.state(e);
    return switch (state) {
      case "42P10" -> new CrossfadeException(ErrorCode.CF_6203, doing);
      case "23503" ->
          new CrossfadeException(ErrorCode.CF_6204, doing + ", " + ServerFailure.message(e));
      default -> ServerFailure.loading(e, doing);
    };
  }

  @Override
  public void close() {
    Connection last = connection;
    connection = null;
    if (last != null) {
      sessions.giveBack(last);
    }
  }
}
