package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Spool;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the rows of single keys, within one transaction of its caller. */
final class PickedRows {
  private static final int FULL = 256 * 1024;

  private PickedRows() {}

  /** The rows of those keys that have one. */
  static Spool read(
      SqliteDatabase database,
      FollowedTable table,
      List<byte[]> keys,
      RowBatch batch,
      Supplier<Spool> spools) {
    Spool rows = spools.get();
    try {
      read(database, table, keys, batch, rows);
      return rows;
    } catch (RuntimeException | Error e) {
      rows.close();
      throw e;
    }
  }

  /** Adds the rows of those keys that have one. */
  static void read(
      SqliteDatabase database, FollowedTable table, List<byte[]> keys, RowBatch batch, Spool into) {
    List<String> columns = table.columns();
    String select =
        "SELECT "
            + columns.stream().map(SqliteNames::quote).collect(Collectors.joining(", "))
            + " FROM main."
            + table.quoted();
    String condition = Take.condition(table);
    String followed = condition == null ? "" : " AND " + condition;
    try (RowStatements statements = new RowStatements(database)) {
      batch.clear();
      for (byte[] key : keys) {
        List<RowStatements.Parameter> parameters = RowStatements.Parameter.of(key, 0, key.length);
        if (parameters == null) {
          continue;
        }
        String where = RowWriter.where(table, parameters, 1);
        statements.readRow(select + where + followed, parameters, columns.size(), batch);
        if (batch.size() > FULL) {
          into.add(batch);
          batch.clear();
        }
      }
      into.add(batch);
    } catch (SQLException e) {
      throw database.errors().of(e, "table " + table.table().name());
    }
  }
}
