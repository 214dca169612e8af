package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import dev.crossfade.sqlite.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * Writes rows of one table by key, in place or by deleting and inserting, and reads each back:
 * SQLite changes values by the declared type of their column.
 */
final class RowWriter {
  private static final int CONSTRAINT = 19;
  private static final int TOO_BIG = 18;
  private static final int MISMATCH = 20;
  private static final int UNIQUE = 2067;
  private static final int PRIMARY_KEY = 1555;
  private static final int ROWID = 2579;

  private final SqliteDatabase database;
  private final FollowedTable table;
  private final RowStatements statements;
  private final boolean replaces;
  private final List<String> columns;
  private final boolean[] computed;
  private final List<String> others;
  private final RowBatch readBack = new RowBatch(4096);

  /**
   * @param replaces whether rows are deleted and inserted instead of updated
   */
  RowWriter(
      SqliteDatabase database, FollowedTable table, RowStatements statements, boolean replaces) {
    this.database = database;
    this.table = table;
    this.statements = statements;
    this.replaces = replaces;
    this.columns = table.columns();
    this.computed = new boolean[columns.size()];
    for (int i = 0; i < computed.length; i++) {
      computed[i] = table.table().column(columns.get(i)).map(Table.Column::generated).orElse(false);
    }
    this.others = others();
  }

  /** Columns that the plan leaves out, and the rowid where it is no column. */
  private List<String> others() {
    List<String> names = new ArrayList<>();
    for (Table.Column column : table.table().columns()) {
      if (!column.generated() && !columns.contains(column.name())) {
        names.add(column.name());
      }
    }
    String rowid = table.table().rowidName();
    if (rowid != null && table.table().rowidColumn() == null) {
      names.add(rowid);
    }
    return names;
  }

  boolean replaces() {
    return replaces;
  }

  /** Before the first row. */
  void begin() {
    if (replaces) {
      database.execute("DROP TABLE IF EXISTS temp.crossfade_old");
      StringBuilder sql = new StringBuilder("CREATE TEMP TABLE crossfade_old(key BLOB PRIMARY KEY");
      for (int i = 0; i < others.size(); i++) {
        sql.append(", o").append(i);
      }
      sql.append(')');
      database.execute(sql.toString());
    }
  }

  /** Deletes the row of a key. */
  void delete(byte[] key) throws SQLException {
    List<RowStatements.Parameter> parameters = parameters(key);
    if (parameters != null) {
      statements.update("DELETE FROM main." + table.quoted() + where(parameters, 1), parameters);
    }
  }

  /** Deletes the row of a key that is written again, and keeps what the plan does not bring. */
  void setAside(byte[] key) throws SQLException {
    List<RowStatements.Parameter> parameters = parameters(key);
    if (parameters != null && !others.isEmpty()) {
      List<RowStatements.Parameter> all = new ArrayList<>(parameters);
      all.add(new RowStatements.Parameter("?", key));
      String sql =
          "INSERT INTO temp.crossfade_old SELECT ?"
              + all.size()
              + ", "
              + quoted(others)
              + " FROM main."
              + table.quoted()
              + where(parameters, 1);
      statements.update(sql, all);
    }
    delete(key);
  }

  /**
   * Writes a row.
   *
   * @return null when it is held equal, or why its key is dead
   */
  CollectionWriter.@Nullable Dead write(byte[] key, RowBatch batch, int row) throws SQLException {
    int foreign =
        RowStatements.Parameter.foreignCell(batch.data(), batch.start(row), batch.end(row));
    List<RowStatements.Parameter> cells =
        RowStatements.Parameter.of(batch.data(), batch.start(row), batch.end(row));
    List<RowStatements.Parameter> keys = parameters(key);
    if (cells == null || keys == null) {
      return new CollectionWriter.Dead(field(foreign), ErrorCode.CF_6110, false);
    }
    try {
      if (replaces || !update(cells, keys)) {
        insert(key, cells);
      }
    } catch (SQLiteException e) {
      return refusal(e);
    }
    return compare(keys, batch, row);
  }

  private CollectionWriter.Dead refusal(SQLiteException failure) throws SQLiteException {
    int code = failure.getResultCode().code;
    if (code == UNIQUE || code == PRIMARY_KEY || code == ROWID) {
      return new CollectionWriter.Dead(null, ErrorCode.CF_6111, true);
    }
    return switch (code & 0xff) {
      case CONSTRAINT, TOO_BIG -> new CollectionWriter.Dead(null, ErrorCode.CF_6111, false);
      case MISMATCH -> new CollectionWriter.Dead(null, ErrorCode.CF_6110, false);
      default -> throw failure;
    };
  }

  private boolean update(List<RowStatements.Parameter> cells, List<RowStatements.Parameter> keys)
      throws SQLException {
    StringJoiner set = new StringJoiner(", ", " SET ", "");
    set.setEmptyValue("");
    List<RowStatements.Parameter> all = new ArrayList<>(keys);
    for (int i = 0; i < columns.size(); i++) {
      if (!computed[i] && !table.key().contains(columns.get(i))) {
        all.add(cells.get(i));
        set.add(SqliteNames.quote(columns.get(i)) + " = " + cells.get(i).numbered(all.size()));
      }
    }
    if (set.length() == 0) {
      readBack.clear();
      String sql = "SELECT 1 FROM main." + table.quoted() + where(keys, 1);
      return statements.readRow(sql, keys, 1, readBack);
    }
    String sql = "UPDATE main." + table.quoted() + set + where(keys, 1);
    return statements.update(sql, all) > 0;
  }

  private void insert(byte[] key, List<RowStatements.Parameter> cells) throws SQLException {
    List<String> names = new ArrayList<>();
    StringJoiner values = new StringJoiner(", ");
    List<RowStatements.Parameter> all = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!computed[i]) {
        names.add(columns.get(i));
        all.add(cells.get(i));
        values.add(cells.get(i).numbered(all.size()));
      }
    }
    if (replaces && !others.isEmpty()) {
      List<RowStatements.Parameter> withKey = new ArrayList<>(all);
      withKey.add(new RowStatements.Parameter("?", key));
      StringJoiner kept = new StringJoiner(", ");
      for (int i = 0; i < others.size(); i++) {
        kept.add("o" + i);
      }
      List<String> every = new ArrayList<>(names);
      every.addAll(others);
      String again =
          "INSERT INTO main.%s(%s) SELECT %s, %s FROM temp.crossfade_old WHERE key = ?%d"
              .formatted(table.quoted(), quoted(every), values, kept, withKey.size());
      if (statements.update(again, withKey) > 0) {
        return;
      }
    }
    String sql =
        "INSERT INTO main.%s(%s) VALUES (%s)".formatted(table.quoted(), quoted(names), values);
    statements.update(sql, all);
  }

  private CollectionWriter.@Nullable Dead compare(
      List<RowStatements.Parameter> keys, RowBatch batch, int row) throws SQLException {
    readBack.clear();
    String sql = "SELECT " + quoted(columns) + " FROM main." + table.quoted() + where(keys, 1);
    if (!statements.readRow(sql, keys, columns.size(), readBack)) {
      return new CollectionWriter.Dead(null, ErrorCode.CF_6110, false);
    }
    CellCursor wanted = batch.cursor(row);
    CellCursor held = readBack.cursor(0);
    for (int i = 0; wanted.next() && held.next(); i++) {
      boolean equal =
          Arrays.equals(
              wanted.data(),
              wanted.cellStart(),
              wanted.cellStart() + wanted.cellLength(),
              held.data(),
              held.cellStart(),
              held.cellStart() + held.cellLength());
      if (!equal) {
        return new CollectionWriter.Dead(field(i), ErrorCode.CF_6110, false);
      }
    }
    return null;
  }

  private @Nullable String field(int column) {
    return column < 0 ? null : columns.get(column);
  }

  private static @Nullable List<RowStatements.Parameter> parameters(byte[] key) {
    return RowStatements.Parameter.of(key, 0, key.length);
  }

  private String where(List<RowStatements.Parameter> keys, int first) {
    return where(table, keys, first);
  }

  /**
   * A condition for the row of a key, with its WHERE.
   *
   * @param first number of the first parameter
   */
  static String where(FollowedTable table, List<RowStatements.Parameter> keys, int first) {
    StringJoiner where = new StringJoiner(" AND ", " WHERE ", "");
    for (int i = 0; i < keys.size(); i++) {
      String column = table.quoted() + "." + SqliteNames.quote(table.key().get(i));
      where.add(ExactKey.condition(column, keys.get(i).numbered(first + i)));
    }
    return where.toString();
  }

  private static String quoted(List<String> names) {
    return String.join(", ", names.stream().map(SqliteNames::quote).toList());
  }
}
