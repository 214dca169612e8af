package dev.crossfade.postgres.store;

import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.postgres.store.StoreFailure.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The entries of several tables in the order of their keys. */
final class MergedScan implements Iterator<StoreEntry>, AutoCloseable {
  private static final String DOING = "scanning";

  private final List<TableScan> all = new ArrayList<>();
  private final PriorityQueue<TableScan> heads = new PriorityQueue<>(TableScan.ORDER);

  private MergedScan() {}

  static MergedScan of(
      Connection connection, StoredTables tables, String prefix, @Nullable String after) {
    KeyRange range = KeyRange.of(prefix, after);
    MergedScan scan = new MergedScan();
    boolean begun = false;
    try {
      for (StoredTable table : tables.all()) {
        if (tables.mayHold(table, prefix)) {
          TableScan one = new TableScan(connection, tables, table, range);
          scan.all.add(one);
          scan.advance(one);
        }
      }
      begun = true;
      return scan;
    } catch (SQLException e) {
      throw StoreFailure.of(e, Phase.BEFORE_COMMIT, DOING);
    } finally {
      if (!begun) {
        scan.close();
      }
    }
  }

  private void advance(TableScan scan) throws SQLException {
    if (scan.next()) {
      heads.add(scan);
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public StoreEntry next() {
    TableScan first = heads.poll();
    if (first == null) {
      throw new NoSuchElementException();
    }
    StoreEntry entry = first.head();
    try {
      advance(first);
    } catch (SQLException e) {
      throw StoreFailure.of(e, Phase.BEFORE_COMMIT, DOING);
    }
    return entry;
  }

  /** Closes the cursors; the snapshot's end closes those that cannot be. */
  @Override
  public void close() {
    for (TableScan scan : all) {
      try {
        scan.close();
      } catch (SQLException e) {
        // Nothing is lost: whatever was read is read.
      }
    }
    heads.clear();
  }
}
