package dev.crossfade.postgres.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.postgres.store.StoreFailure.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the control rows of live migrations say of this store.
 *
 * @param migrations the id of the migration that a table belongs to, or null for none
 */
record Standings(Function<HybridTable, @Nullable String> migrations) {
  private static final String READ =
      "SELECT s.is_open, s.epoch FROM crossfade.live_stores AS s WHERE s.migration = ?";

  // The same lock as the triggers of a followed table take, alone in its statement as there.
  private static final String FENCE =
      "SELECT pg_catalog.pg_advisory_xact_lock_shared("
          + "pg_catalog.hashtextextended('crossfade live ' || CAST(? AS text), 0))";

  /** As it is now; unknown where the table belongs to no migration. */
  StoreStanding now(Connection connection, HybridTable table) throws SQLException {
    String migration = migrations.apply(table);
    if (migration == null) {
      return StoreStanding.UNKNOWN;
    }
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      StoredTable.bind(query, 1, migration);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? StoreStanding.read(row, 1) : StoreStanding.UNKNOWN;
      }
    } catch (SQLException e) {
      if (StoreFailure.isMissing(e)) {
        return StoreStanding.UNKNOWN;
      }
      throw e;
    }
  }

  /**
   * A followed table that is gone takes no writes: its move was ended a moment ago.
   *
   * @return CF-7306, or null where the failure says something else
   */
  @Nullable CrossfadeException gone(SQLException failure, StoredTable table) {
    return StoreFailure.isMissing(failure) && migrations.apply(table.table()) != null
        ? new CrossfadeException(
            ErrorCode.CF_7306,
            table.name() + " is not there",
            StoreFailure.of(failure, Phase.BEFORE_COMMIT, "using " + table.name()))
        : null;
  }

  /** As it is now and stays until the transaction's end: closing waits for that. */
  StoreStanding held(Connection connection, HybridTable table) throws SQLException {
    String migration = migrations.apply(table);
    if (migration == null) {
      return StoreStanding.UNKNOWN;
    }
    try (PreparedStatement query = connection.prepareStatement(FENCE + ";" + READ)) {
      StoredTable.bind(query, 1, migration);
      StoredTable.bind(query, 2, migration);
      query.execute();
      query.getMoreResults();
      try (ResultSet row = query.getResultSet()) {
        return row.next() ? StoreStanding.read(row, 1) : StoreStanding.UNKNOWN;
      }
    }
  }
}
