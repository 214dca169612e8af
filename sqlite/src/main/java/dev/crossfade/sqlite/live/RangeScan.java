package dev.crossfade.sqlite.live;

import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.ScanPosition;
import dev.crossfade.sqlite.ScanQuery;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.TableScan;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A scan that ends its connection's read transaction when it is closed. */
final class RangeScan implements RowScan {
  private final SqliteDatabase database;
  private final TableScan scan;

  private RangeScan(SqliteDatabase database, TableScan scan) {
    this.database = database;
    this.scan = scan;
  }

  /** Starts a snapshot and reads what a query gives. */
  static RangeScan whole(SqliteDatabase database, String name, ScanQuery query) {
    database.execute("BEGIN");
    boolean open = false;
    try {
      RangeScan scan =
          new RangeScan(database, new TableScan(database, name, query, new ScanPosition.Start()));
      open = true;
      return scan;
    } catch (SQLException e) {
      throw database.errors().of(e, "table " + name);
    } finally {
      if (!open) {
        database.execute("ROLLBACK");
      }
    }
  }

  /** Starts a snapshot and reads, or gives null when it does not show the version. */
  static @Nullable RangeScan open(
      SqliteDatabase database, FollowedTable table, KeyRange range, long version) {
    database.execute("BEGIN");
    boolean open = false;
    try {
      if (ControlRow.state(database).version() != version) {
        return null;
      }
      RowOrder order = table.order(database);
      ScanQuery query =
          ScanQuery.range(
              Take.request(table, 0),
              order == null ? RowOrder.sorted(table.table(), table.key()) : order,
              range);
      String name = table.table().name();
      RangeScan scan =
          new RangeScan(database, new TableScan(database, name, query, new ScanPosition.Start()));
      open = true;
      return scan;
    } catch (SQLException e) {
      throw database.errors().of(e, "table " + table.table().name());
    } finally {
      if (!open) {
        database.execute("ROLLBACK");
      }
    }
  }

  @Override
  public boolean next(RowBatch batch) {
    return scan.next(batch);
  }

  @Override
  public Position position() {
    return scan.position();
  }

  @Override
  public void close() {
    try {
      scan.close();
    } finally {
      database.execute("ROLLBACK");
    }
  }
}
