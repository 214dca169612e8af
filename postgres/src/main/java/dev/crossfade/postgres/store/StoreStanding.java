package dev.crossfade.postgres.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the control row of a live migration says of this store.
 *
 * @param known whether there is one
 * @param open whether it is the open one of the two stores
 * @param epoch under which it was opened last; -1 for never
 */
public record StoreStanding(boolean known, boolean open, long epoch) {
  /** Where there is no control row. */
  public static final StoreStanding UNKNOWN = new StoreStanding(false, false, -1);

  /** Reads the flag and the epoch, which are both null where there is no row. */
  static StoreStanding read(ResultSet row, int first) throws SQLException {
    boolean open = row.getBoolean(first);
    return row.wasNull() ? UNKNOWN : new StoreStanding(true, open, row.getLong(first + 1));
  }
}
