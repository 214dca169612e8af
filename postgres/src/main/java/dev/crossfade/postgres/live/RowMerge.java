package dev.crossfade.postgres.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.live.DeadKeys.DeadRow;
import dev.crossfade.postgres.readback.QueryRead;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Merges the staged rows of one table where that cannot be done by updating them in place, since
 * unique values go from one row to another: all of them are deleted and inserted again. Rows that
 * are refused even so, because of a constraint that the source does not have or of a dead key's old
 * row, become dead themselves: they are found by halving, and the rest is merged without them.
 */
final class RowMerge {
  private final Connection connection;
  private final StagedTable table;

  RowMerge(Connection connection, StagedTable table) {
    this.connection = connection;
    this.table = table;
  }

  void run() throws SQLException {
    if (tries(connection, table.mergeInPlace()) == null) {
      return;
    }
    while (true) {
      SQLException failure = tries(connection, table.mergeAnew());
      if (failure == null) {
        return;
      }
      execute("SAVEPOINT crossfade_search");
      execute(String.join(";\n", table.deletionsAnew()));
      List<Refused> refused = new ArrayList<>();
      search(rows(), refused);
      execute("ROLLBACK TO SAVEPOINT crossfade_search");
      if (refused.isEmpty()) {
        throw failure;
      }
      bury(refused);
    }
  }

  /** Does statements in a savepoint; gives back why rows were refused, and nothing is done then. */
  static @Nullable SQLException tries(Connection connection, List<String> statements)
      throws SQLException {
    try {
      execute(
          connection,
          "SAVEPOINT crossfade_merge;\n"
              + String.join(";\n", statements)
              + ";\nRELEASE SAVEPOINT crossfade_merge");
      return null;
    } catch (SQLException e) {
      if (!Violations.isOfRows(e)) {
        throw e;
      }
      execute(connection, "ROLLBACK TO SAVEPOINT crossfade_merge");
      return e;
    }
  }

  private record Refused(String row, ErrorCode code) {}

  private void search(List<String> rows, List<Refused> refused) throws SQLException {
    SQLException failure = insert(rows);
    if (failure == null) {
      return;
    }
    if (rows.size() == 1) {
      refused.add(new Refused(rows.get(0), Violations.code(failure)));
      return;
    }
    search(rows.subList(0, rows.size() / 2), refused);
    search(rows.subList(rows.size() / 2, rows.size()), refused);
  }

  private @Nullable SQLException insert(List<String> rows) throws SQLException {
    execute("SAVEPOINT crossfade_rows");
    String sql = table.sql().insertRows() + " WHERE s.ctid = ANY (CAST(? AS tid[]))";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setArray(1, connection.createArrayOf("text", rows.toArray()));
      insert.executeUpdate();
      execute("RELEASE SAVEPOINT crossfade_rows");
      return null;
    } catch (SQLException e) {
      if (!Violations.isOfRows(e)) {
        throw e;
      }
      execute("ROLLBACK TO SAVEPOINT crossfade_rows");
      return e;
    }
  }

  private void bury(List<Refused> refused) throws SQLException {
    for (Refused row : refused) {
      String only = " WHERE s.ctid = " + Identifiers.literal(row.row()) + "::tid";
      table.bury(new DeadRow(key(only), null, row.code()));
      table.keepKeys(only);
      execute("DELETE FROM " + table.sql().rows() + " AS s" + only);
    }
  }

  private byte[] key(String only) {
    List<ColumnPlan> key = TableSql.keyColumns(table.plan());
    String query = table.sql().selectKeys() + only;
    RowBatch batch = new RowBatch(256);
    RowBatch rest = new RowBatch(64);
    try (RowScan scan = QueryRead.open(connection, key, query, table.sql().table())) {
      scan.next(batch);
      scan.next(rest);
    }
    int[] all = IntStream.range(0, key.size()).toArray();
    return new KeyOrder(all).extract(batch.data(), batch.start(0), batch.end(0));
  }

  private List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SELECT ctid FROM " + table.sql().rows())) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  private void execute(String sql) throws SQLException {
    execute(connection, sql);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
