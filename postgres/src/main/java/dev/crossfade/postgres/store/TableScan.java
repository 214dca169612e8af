package dev.crossfade.postgres.store;

import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The entries of one table in a range, by a cursor. */
final class TableScan implements AutoCloseable {
  static final Comparator<TableScan> ORDER =
      (one, other) -> StoreKeys.ORDER.compare(one.head().key(), other.head().key());

  /** Rows that the driver holds at a time. */
  private static final int FETCHED = 200;

  private final StoredTables tables;
  private final StoredTable table;
  private final KeyRange range;
  private final PreparedStatement query;
  private final ResultSet rows;
  private @Nullable StoreEntry head;

  /** Begins a scan; {@link #next} then goes to its first entry. */
  TableScan(Connection connection, StoredTables tables, StoredTable table, KeyRange range)
      throws SQLException {
    this.tables = tables;
    this.table = table;
    this.range = range;
    query =
        connection.prepareStatement(table.scan(range.from(), range.inclusive(), range.before()));
    try {
      query.setFetchSize(FETCHED);
      int at = 1;
      if (range.from() != null) {
        StoredTable.bind(query, at++, range.from());
      }
      if (range.before() != null) {
        StoredTable.bind(query, at, range.before());
      }
      rows = query.executeQuery();
    } catch (SQLException e) {
      try (query) {
        throw e;
      }
    }
  }

  /**
   * Goes to the next entry; false behind the last. Rows whose key belongs elsewhere don't count.
   */
  boolean next() throws SQLException {
    while (rows.next()) {
      String key = rows.getString(1);
      if (range.holds(key) && tables.of(key) == table) {
        head = new StoreEntry(key, table.read(rows, 2));
        return true;
      }
    }
    return false;
  }

  StoreEntry head() {
    return Objects.requireNonNull(head);
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }
}
