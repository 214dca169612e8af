package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.postgres.bulk.RowCopy;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Enters keys of one table into the outbox that nobody has written. */
final class TouchedKeys {
  /** Keys are printed as the triggers print them. */
  private static final String PRINT =
      "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC';"
          + " SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3";

  private final LiveTarget target;
  private final CollectionPlan plan;
  private final int number;

  /**
   * @param number of the table in the outbox
   */
  TouchedKeys(LiveTarget target, CollectionPlan plan, int number) {
    this.target = target;
    this.plan = plan;
    this.number = number;
  }

  void enter(Connection connection, List<byte[]> keys) throws SQLException {
    TableSql sql = new TableSql(target.migration(), target.schema(), plan);
    Parking.execute(connection, sql.createKeys());
    RowCopy copy = new RowCopy(connection, sql.keys(), TableSql.keyColumns(plan));
    try {
      for (byte[] key : keys) {
        if (copy.put(key, 0, key.length) != null) {
          throw new CrossfadeException(ErrorCode.CF_6311, "table " + plan.target());
        }
      }
      copy.finish();
    } catch (SQLException | RuntimeException e) {
      copy.cancel();
      throw e;
    }
    Parking.execute(connection, PRINT);
    Parking.execute(
        connection,
        "INSERT INTO crossfade.live_outbox (migration, t, k) SELECT "
            + Identifiers.literal(target.migration())
            + ", "
            + number
            + ", ARRAY["
            + TableSql.keyColumns(plan).stream()
                .map(ColumnPlan::target)
                .map(name -> "s." + Identifiers.quote(name) + "::text")
                .collect(Collectors.joining(", "))
            + "] FROM "
            + sql.keys()
            + " AS s");
  }
}
