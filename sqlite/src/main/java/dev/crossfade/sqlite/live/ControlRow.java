package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.sqlite.SqliteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one row of {@code crossfade_control}; every call belongs into the caller's transaction. */
final class ControlRow {
  private static final String SELECT =
      "SELECT open, epoch, promise, ballot, version, complete, last_pass, confirmed,"
          + " (SELECT count(*) FROM crossfade_fence WHERE open = (SELECT open FROM"
          + " crossfade_control)) FROM crossfade_control";
  private static final String UPDATE =
      "UPDATE crossfade_control SET open = ?, epoch = ?, promise = ?, ballot = ?, version = ?,"
          + " complete = ?";

  private record Row(
      StoreState state, @Nullable String lastPass, @Nullable String confirmed, boolean sound) {}

  private ControlRow() {}

  static StoreState state(SqliteDatabase database) {
    return row(database).state();
  }

  static LiveStore.Look look(SqliteDatabase database) {
    Row row = row(database);
    return new LiveStore.Look(row.state(), row.lastPass());
  }

  /**
   * Refuses a file whose control row is gone.
   *
   * @throws CrossfadeException CF-6344
   */
  static void requireThere(SqliteDatabase database) {
    SideTables tables = new SideTables(database);
    long rows =
        tables.missing().contains("crossfade_control")
            ? 0
            : LiveFile.number(database, "SELECT count(*) FROM crossfade_control");
    if (rows != 1) {
      throw new CrossfadeException(
          ErrorCode.CF_6344, database.location() + ": " + rows + " control rows");
    }
  }

  /** Takes the pass that the other store shows for one of ours, if it is not known. */
  static void recognize(SqliteDatabase database, @Nullable String pass) {
    if (!preparedPasses(database).knows(pass)) {
      database.execute("UPDATE crossfade_control SET confirmed = ?", pass);
    }
  }

  static @Nullable String lastPass(SqliteDatabase database) {
    return row(database).lastPass();
  }

  static PreparedPasses preparedPasses(SqliteDatabase database) {
    List<String> prepared =
        database.query("SELECT pass FROM crossfade_prepared ORDER BY id", row -> row.getString(1));
    return new PreparedPasses(row(database).confirmed(), prepared);
  }

  /** Writes the row, and the fence's flag with it. */
  static void write(SqliteDatabase database, StoreState state) {
    database.execute(
        UPDATE,
        flag(state.open()),
        state.epoch(),
        state.promise(),
        state.ballot(),
        state.version(),
        flag(state.complete()));
    database.execute(
        "UPDATE crossfade_fence SET open = ?1 WHERE open IS NOT ?1", flag(state.open()));
  }

  static void passApplied(SqliteDatabase database, String passId) {
    database.execute("UPDATE crossfade_control SET last_pass = ?", passId);
  }

  static void prepare(SqliteDatabase database, String passId) {
    database.execute("INSERT INTO crossfade_prepared(pass) VALUES (?)", passId);
  }

  /** Takes over what another store remembers of passes. */
  static void adopt(SqliteDatabase database, PreparedPasses passes) {
    adopt(database, passes.confirmed());
    passes.prepared().forEach(pass -> prepare(database, pass));
  }

  static void confirm(SqliteDatabase database, String passId) {
    // A pass that is not among them any more was prepared before one that is confirmed already.
    database.execute(
        "UPDATE crossfade_control SET confirmed = ?1"
            + " WHERE EXISTS (SELECT 1 FROM crossfade_prepared WHERE pass = ?1)",
        passId);
    database.execute(
        "DELETE FROM crossfade_prepared WHERE id <="
            + " (SELECT id FROM crossfade_prepared WHERE pass = ?)",
        passId);
  }

  static void adopt(SqliteDatabase database, @Nullable String passId) {
    database.execute("UPDATE crossfade_control SET confirmed = ?", passId);
    database.execute("DELETE FROM crossfade_prepared");
  }

  private static Row row(SqliteDatabase database) {
    List<Row> rows;
    try {
      rows = database.query(SELECT, ControlRow::row);
    } catch (CrossfadeException e) {
      throw SideTables.explain(database, e);
    }
    if (rows.size() != 1) {
      throw new CrossfadeException(
          ErrorCode.CF_6344, database.location() + ": " + rows.size() + " control rows");
    }
    if (!rows.get(0).sound()) {
      throw new CrossfadeException(
          ErrorCode.CF_6106, database.location() + ": the fence's flag is not as it was left");
    }
    return rows.get(0);
  }

  private static Row row(ResultSet row) throws SQLException {
    StoreState state =
        new StoreState(
            row.getBoolean(1),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getBoolean(6));
    return new Row(state, row.getString(7), row.getString(8), row.getInt(9) == 1);
  }

  private static int flag(boolean value) {
    return value ? 1 : 0;
  }
}
