package dev.crossfade.sqlite.live;

import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.sqlite.CellReader;
import dev.crossfade.sqlite.KeyParameter;
import dev.crossfade.sqlite.SqliteDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;

/** Statements with encoded cells as parameters, each prepared once. */
final class RowStatements implements AutoCloseable {
  private final SqliteDatabase database;
  private final CellReader cells;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  RowStatements(SqliteDatabase database) {
    this.database = database;
    this.cells = new CellReader(database.encoding());
  }

  /**
   * A cell as a parameter.
   *
   * @param sql the place holder
   */
  record Parameter(String sql, @Nullable Object value) {
    /** The parameters of cells; null when SQLite has no such kind of value. */
    static @Nullable List<Parameter> of(byte[] data, int start, int end) {
      List<Parameter> parameters = new ArrayList<>();
      CellCursor cursor = new CellCursor();
      cursor.reset(data, start, end);
      while (cursor.next()) {
        switch (cursor.tag()) {
          case NULL -> parameters.add(new Parameter("?", null));
          case INTEGER, DOUBLE, TEXT, BYTES, MALFORMED -> {
            KeyParameter parameter = KeyParameter.of(cursor);
            parameters.add(new Parameter(parameter.sql(), parameter.value()));
          }
          default -> {
            return null;
          }
        }
      }
      return parameters;
    }

    /** Which of the cells SQLite has no kind for, or -1. */
    static int foreignCell(byte[] data, int start, int end) {
      CellCursor cursor = new CellCursor();
      cursor.reset(data, start, end);
      for (int cell = 0; cursor.next(); cell++) {
        Tag tag = cursor.tag();
        if (tag == Tag.TRUE || tag == Tag.FALSE || tag == Tag.NUMBER || tag == Tag.JSON) {
          return cell;
        }
      }
      return -1;
    }

    /** The place holder with a number, so that it can stand in several places. */
    String numbered(int number) {
      return sql.replace("?", "?" + number);
    }
  }

  /** Runs a statement and says how many rows it changed. */
  int update(String sql, List<Parameter> parameters) throws SQLException {
    PreparedStatement statement = bind(sql, parameters);
    return statement.executeUpdate();
  }

  /** Adds the first row of a query to a batch; false when it gives none. */
  boolean readRow(String sql, List<Parameter> parameters, int columns, RowBatch into)
      throws SQLException {
    CoreStatement core = statement(sql).unwrap(CoreStatement.class);
    Object[] values = parameters.stream().map(Parameter::value).toArray();
    boolean row = core.getDatabase().execute(core, values);
    core.pointer.safeRunConsume(
        (db, pointer) -> {
          if (row) {
            into.beginRow();
            cells.read(db, pointer, 0, columns, into);
          }
          db.reset(pointer);
        });
    return row;
  }

  private PreparedStatement bind(String sql, List<Parameter> parameters) throws SQLException {
    PreparedStatement statement = statement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i).value());
    }
    return statement;
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = database.prepare(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  @Override
  public void close() {
    for (PreparedStatement statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        throw database.errors().of(e, "");
      }
    }
    prepared.clear();
  }
}
