package dev.crossfade.postgres.readback;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the tests of this package need: plans, tables, and rows as values. */
final class Tables {
  private Tables() {}

  static ColumnPlan column(String name, Conversion conversion, boolean nullable) {
    return new ColumnPlan(name, name, conversion, nullable, Misfit.REJECT, "", List.of());
  }

  static ColumnPlan column(String name, Kind kind) {
    return column(name, Conversion.of(kind), false);
  }

  static CollectionPlan plan(String table, List<String> key, ColumnPlan... columns) {
    return new CollectionPlan(table, table, null, null, key, List.of(columns), null);
  }

  static void execute(ScratchDatabase database, String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static List<List<Value>> rows(ScratchDatabase database, CollectionPlan plan, KeyRange range) {
    try (RowScan scan = new PostgresReadBack(database::connect).readBack(plan, "public", range)) {
      return rows(scan);
    }
  }

  static List<List<Value>> rows(RowScan scan) {
    List<List<Value>> rows = new ArrayList<>();
    RowBatch batch = new RowBatch(1024);
    while (scan.next(batch)) {
      for (int i = 0; i < batch.rows(); i++) {
        rows.add(values(batch.cursor(i)));
      }
    }
    return rows;
  }

  static List<Value> values(CellCursor cursor) {
    List<Value> row = new ArrayList<>();
    while (cursor.next()) {
      row.add(Value.of(cursor));
    }
    return row;
  }

  static byte[] key(Value... values) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    for (Value value : values) {
      value.putInto(batch);
    }
    return java.util.Arrays.copyOf(batch.data(), batch.size());
  }

  /** What a pool does: closing gives the connection back. */
  static Connection unclosable(Connection connection) {
    return (Connection)
        java.lang.reflect.Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (java.lang.reflect.InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
