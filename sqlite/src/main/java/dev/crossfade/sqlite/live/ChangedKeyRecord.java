package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.SqliteDatabase;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * The table {@code crossfade_changed}: what passes brought here that nobody has compared since.
 *
 * <pre>
 * t        INTEGER  number of the followed table; 0 in the one row that says that keys are recorded
 * key      BLOB     in the canonical encoding; empty for every key of the table
 * version  INTEGER  of the control row, as the last pass left it that brought the key
 * </pre>
 *
 * <p>Every call belongs into the caller's transaction.
 */
final class ChangedKeyRecord {
  private static final String SAVE =
      "INSERT OR REPLACE INTO crossfade_changed(t, key, version) VALUES (?, ?, ?)";
  private static final String FORGET =
      "DELETE FROM crossfade_changed WHERE t = ? AND key = ? AND version <= ?";
  private static final byte[] EVERY_KEY = {};

  /** After so many keys it is looked whether there are too many: counting them takes a while. */
  private static final int COUNT_EVERY = 50_000;

  private final SqliteDatabase database;

  ChangedKeyRecord(SqliteDatabase database) {
    this.database = database;
  }

  /** Begins to record. */
  void begin() {
    database.execute(SAVE, 0, EVERY_KEY, 0);
  }

  boolean isOn() {
    return LiveFile.number(database, "SELECT count(*) FROM crossfade_changed WHERE t = 0") > 0;
  }

  ChangedKeys count() {
    return isOn()
        ? new ChangedKeys(
            true,
            LiveFile.number(
                database, "SELECT count(*) FROM crossfade_changed WHERE t > 0 AND key <> x''"),
            LiveFile.number(
                database, "SELECT count(*) FROM crossfade_changed WHERE t > 0 AND key = x''"))
        : ChangedKeys.NONE;
  }

  /** Records the keys of a pass into one table. */
  void record(FollowedTable table, CollectionChange change, long version) {
    try (RowStatements statements = new RowStatements(database)) {
      if (change.whole()) {
        save(statements, table, EVERY_KEY, version);
      }
      RowBatch batch = new RowBatch(1 << 12);
      try (RowScan scan = change.keys().scan()) {
        while (scan.next(batch)) {
          for (int row = 0; row < batch.rows(); row++) {
            byte[] key = Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row));
            save(statements, table, key, version);
          }
        }
      }
    } catch (SQLException e) {
      throw database.errors().of(e, "table crossfade_changed");
    }
  }

  private static void save(RowStatements statements, FollowedTable table, byte[] key, long version)
      throws SQLException {
    statements.update(
        SAVE,
        List.of(
            new RowStatements.Parameter("?", table.number()),
            new RowStatements.Parameter("?", key),
            new RowStatements.Parameter("?", version)));
  }

  /**
   * Makes the table with the most keys one that changed as a whole, where there are too many.
   *
   * @param before how many were recorded since it was looked last
   * @return the same for the next time
   */
  long bound(long before) {
    if (before < COUNT_EVERY) {
      return before;
    }
    while (count().keys() > ChangedKeys.MOST) {
      long largest =
          LiveFile.number(
              database,
              "SELECT t FROM crossfade_changed WHERE t > 0 AND key <> x'' GROUP BY t"
                  + " ORDER BY count(*) DESC LIMIT 1");
      long version =
          LiveFile.number(
              database, "SELECT max(version) FROM crossfade_changed WHERE t = ?", largest);
      database.execute("DELETE FROM crossfade_changed WHERE t = ?", largest);
      database.execute(SAVE, largest, EVERY_KEY, version);
    }
    return 0;
  }

  List<ChangedKey> list(FollowedTable table) {
    return database.query(
        "SELECT key, version FROM crossfade_changed WHERE t = ?",
        row -> new ChangedKey(row.getBytes(1), row.getLong(2)),
        table.number());
  }

  /** Takes keys off the record that were not recorded again later. */
  void forget(FollowedTable table, List<ChangedKey> keys) {
    try (RowStatements statements = new RowStatements(database)) {
      for (ChangedKey key : keys) {
        statements.update(
            FORGET,
            List.of(
                new RowStatements.Parameter("?", table.number()),
                new RowStatements.Parameter("?", key.key()),
                new RowStatements.Parameter("?", key.version())));
      }
    } catch (SQLException e) {
      throw database.errors().of(e, "table crossfade_changed");
    }
  }
}
