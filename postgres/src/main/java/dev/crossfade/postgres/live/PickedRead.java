package dev.crossfade.postgres.live;

import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.postgres.bulk.RowCopy;
import dev.crossfade.postgres.readback.QueryRead;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads the rows of single keys, which come in by a temporary table as those of a pass do. */
final class PickedRead {
  private PickedRead() {}

  /** Opens a scan within a transaction that has begun and may write temporary tables. */
  static RowScan open(Connection connection, LiveTarget target, Picked picked) throws SQLException {
    CollectionPlan plan = picked.plan();
    TableSql sql = new TableSql(target.migration(), target.schema(), plan);
    Parking.execute(connection, sql.createKeys());
    RowCopy copy = new RowCopy(connection, sql.keys(), TableSql.keyColumns(plan));
    try {
      for (byte[] key : picked.keys()) {
        // One that does not fit has no row here.
        copy.put(key, 0, key.length);
      }
      copy.finish();
    } catch (SQLException | RuntimeException e) {
      copy.cancel();
      throw e;
    }
    PassReader.planByIndex(connection, true);
    QueryRead.requireTable(connection, target.schema(), plan);
    return QueryRead.open(connection, plan.columns(), sql.selectRowsOfKeys(), plan.target());
  }
}
