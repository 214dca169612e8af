package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The control row of a migration in this database. */
final class ControlRow {
  private static final String LOCK = SqlText.read(ControlRow.class, "lock_store.sql");
  private static final String SELECT = SqlText.read(ControlRow.class, "select_store.sql");
  private static final String SAVE = SqlText.read(ControlRow.class, "save_store.sql");
  private static final String BEGIN_PASS = SqlText.read(ControlRow.class, "begin_pass.sql");

  private final String migration;

  ControlRow(String migration) {
    this.migration = migration;
  }

  /**
   * The row, locked.
   *
   * @param hasDeadKeys whether any key is dead here
   */
  record Locked(StoreState state, boolean hasDeadKeys) {}

  /** Begins a transaction by locking the row. */
  Locked lock(Connection connection) throws SQLException {
    try (PreparedStatement query = LiveSession.first(connection, LOCK)) {
      query.setString(1, migration);
      LiveSession.second(query);
      try (ResultSet row = query.getResultSet()) {
        require(row.next());
        return new Locked(state(row), row.getBoolean(7));
      }
    }
  }

  /** Reads the row within a transaction that has begun. */
  StoreState read(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SELECT)) {
      query.setString(1, migration);
      try (ResultSet row = query.executeQuery()) {
        require(row.next());
        return state(row);
      }
    }
  }

  /** Writes the locked row. */
  void save(Connection connection, StoreState state) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(SAVE)) {
      update.setBoolean(1, state.open());
      update.setLong(2, state.epoch());
      update.setLong(3, state.promise());
      update.setLong(4, state.ballot());
      update.setLong(5, state.version());
      update.setBoolean(6, state.complete());
      update.setString(7, migration);
      update.executeUpdate();
    }
  }

  /**
   * Writes the locked row of a pass and marks the transaction as one, so that the fence lets it
   * through.
   *
   * @param staging statements that make the tables the pass comes in by
   */
  void beginPass(Connection connection, StoreState next, String passId, String staging)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(BEGIN_PASS + staging)) {
      update.setLong(1, next.version());
      update.setString(2, passId);
      update.setString(3, migration);
      update.execute();
    } catch (SQLException e) {
      if (ServerFailure.state(e).equals("42501")) {
        throw new CrossfadeException(ErrorCode.CF_6212, ServerFailure.message(e));
      }
      throw e;
    }
  }

  private void require(boolean found) {
    if (!found) {
      throw new CrossfadeException(ErrorCode.CF_6201, "migration " + migration);
    }
  }

  private static StoreState state(ResultSet row) throws SQLException {
    return new StoreState(
        row.getBoolean(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getBoolean(6));
  }
}
