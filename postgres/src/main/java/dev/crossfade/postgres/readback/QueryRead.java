package dev.crossfade.postgres.readback;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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

  /**
   * Opens a scan of a range of a table as {@link PostgresReadBack#readBack} does.
   *
   * @param rows at most so many from the range's start, or 0 for all
   */
  public static RowScan range(
      Connection connection, CollectionPlan plan, String schema, KeyRange range, long rows) {
    String query = new CopyStatement(plan, schema).query(range);
    String limit = rows == 0 ? "" : " LIMIT " + rows;
    return open(connection, plan.columns(), query + limit, schema + "." + plan.target());
  }

  /**
   * The statements that begin a transaction for reading: one snapshot, taken when the tables are
   * locked already, since TRUNCATE and rewrites are seen by older snapshots too; rows that a policy
   * would hide are an error.
   *
   * @param tables as SQL, quoted
   * @param patience how long to wait for who holds one of them locked; zero for ever
   */
  public static String snapshot(List<String> tables, Duration patience) {
    return Snapshots.begin(tables, patience, false);
  }

  /** The same, in which temporary tables may be made and written. */
  public static String snapshotWithTemporaryTables(List<String> tables, Duration patience) {
    return Snapshots.begin(tables, patience, true);
  }

  /**
   * Checks that a table has the plan's columns with their types, and that no policy hides rows.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-5102, CF-5103
   */
  public static void requireTable(Connection connection, String schema, CollectionPlan plan)
      throws SQLException {
    TableRead.check(connection, schema, plan);
  }

  private record OfCaller(Connection connection) implements Reading {
    @Override
    public void close() {}
  }
}
