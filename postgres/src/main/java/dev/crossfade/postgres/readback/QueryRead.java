package dev.crossfade.postgres.readback;

import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.RowScan;
import java.sql.Connection;
import java.util.List;

/** Reads rows by the inverse of the plan's conversions within a transaction of the caller's. */
public final class QueryRead {
  private QueryRead() {}

  /**
   * Opens a scan of a query. The connection is the scan's until it has been read to its end; closed
   * before that, the transaction is only good for a rollback.
   *
   * @param columns what the query gives, in this order, with the types of their conversions
   * @param query without parameters
   * @param name for the message of an error: the table
   */
  public static RowScan open(
      Connection connection, List<ColumnPlan> columns, String query, String name) {
    String copy = "COPY (" + query + ") TO STDOUT (FORMAT BINARY)";
    return CopyRowScan.open(new OfCaller(connection), columns, name, copy);
  }

  private record OfCaller(Connection connection) implements Reading {
    @Override
    public void close() {}
  }
}
