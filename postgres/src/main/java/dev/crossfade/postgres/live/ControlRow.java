package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** The control row of a migration in this database. */
final class ControlRow {
  private static final String LOCK = SqlText.read(ControlRow.class, "lock_store.sql");
  private static final String SELECT = SqlText.read(ControlRow.class, "select_store.sql");
  private static final String SAVE = SqlText.read(ControlRow.class, "save_store.sql");
  private static final String BEGIN_PASS = SqlText.read(ControlRow.class, "begin_pass.sql");
  private static final String NOTE = SqlText.read(ControlRow.class, "note_pass.sql");
  private static final String STRANGE = SqlText.read(ControlRow.class, "strange_triggers.sql");

  private final String migration;

  ControlRow(String migration) {
    this.migration = migration;
  }

  /**
   * The row, locked.
   *
   * @param hasDeadKeys whether any key is dead here
   * @param recording whether passes record their keys
   */
  record Locked(StoreState state, boolean hasDeadKeys, boolean recording) {}

  /**
   * The row, locked.
   *
   * @param meetsTriggers whether anything but our triggers would fire on tables of the pass
   */
  record LockedPass(Locked row, boolean meetsTriggers) {}

  /** Begins a transaction by locking the row. */
  Locked lock(Connection connection) throws SQLException {
    try (PreparedStatement query = LiveSession.first(connection, LOCK)) {
      query.setString(1, migration);
      LiveSession.second(query);
      return locked(query);
    }
  }

  /**
   * Begins the transaction of a pass by locking the row. Then the tables are locked, as by a write,
   * so that no trigger is made between the look at them and the pass's own writes.
   *
   * @param tables that the pass writes, as SQL
   * @param patience how long the pass waits for each lock on tables and their rows
   */
  LockedPass lock(Connection connection, String[] tables, Duration patience) throws SQLException {
    if (tables.length == 0) {
      return new LockedPass(lock(connection), false);
    }
    String lock =
        "SET LOCAL lock_timeout = "
            + patience.toMillis()
            + ";\nLOCK TABLE "
            + String.join(", ", tables)
            + " IN ROW EXCLUSIVE MODE;\n";
    try (PreparedStatement query = LiveSession.first(connection, LOCK + ";\n" + lock + STRANGE)) {
      query.setString(1, migration);
      query.setArray(2, connection.createArrayOf("text", tables));
      LiveSession.second(query);
      Locked locked = locked(query);
      query.getMoreResults();
      query.getMoreResults();
      query.getMoreResults();
      try (ResultSet row = query.getResultSet()) {
        row.next();
        return new LockedPass(locked, row.getBoolean(1));
      }
    }
  }

  private Locked locked(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.getResultSet()) {
      require(row.next());
      return new Locked(state(row), row.getBoolean(7), row.getBoolean(8));
    }
  }

  /**
   * What the list of passes says of one.
   *
   * @param timed whether it was made in this transaction, and took as long
   */
  record Noted(
      String pass,
      Direction direction,
      long keys,
      int dead,
      long epoch,
      long version,
      boolean timed) {
    void bind(PreparedStatement insert, String migration, int first) throws SQLException {
      insert.setString(first, pass);
      insert.setString(first + 1, migration);
      insert.setString(first + 2, direction.name());
      insert.setLong(first + 3, keys);
      insert.setInt(first + 4, dead);
      insert.setLong(first + 5, epoch);
      insert.setLong(first + 6, version);
      insert.setBoolean(first + 7, timed);
    }
  }

  /** Adds a pass to the list. */
  void note(Connection connection, Noted noted) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
      noted.bind(insert, migration, 1);
      insert.executeUpdate();
    }
  }

  /** Reads the row within a transaction that has begun. */
  StoreState read(Connection connection) throws SQLException {
    return look(connection).state();
  }

  /** Reads the row and the last pass. */
  LiveStore.Look look(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SELECT)) {
      query.setString(1, migration);
      try (ResultSet row = query.executeQuery()) {
        require(row.next());
        return new LiveStore.Look(state(row), row.getString(7));
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
      bind(update, next, passId);
      update.execute();
    } catch (SQLException e) {
      if (ServerFailure.state(e).equals("42501")) {
        throw new CrossfadeException(ErrorCode.CF_6212, ServerFailure.message(e));
      }
      throw e;
    }
  }

  /**
   * Does a small pass at once: writes the locked row, marks the transaction, merges, and notes the
   * pass.
   */
  void pass(Connection connection, StoreState next, Noted noted, SmallPass small)
      throws SQLException {
    String all = BEGIN_PASS + small.statements() + ";\n" + NOTE;
    try (PreparedStatement pass = connection.prepareStatement(all)) {
      bind(pass, next, noted.pass());
      noted.bind(pass, migration, small.bind(connection, pass, 4));
      pass.execute();
    }
  }

  private void bind(PreparedStatement update, StoreState next, String passId) throws SQLException {
    update.setLong(1, next.version());
    update.setString(2, passId);
    update.setString(3, migration);
  }

  /** Lets passes record their keys from now on; the row is locked. */
  void record(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE crossfade.live_stores SET recording = true WHERE migration = ?")) {
      update.setString(1, migration);
      update.executeUpdate();
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
