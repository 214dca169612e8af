package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.SqliteDdl;
import dev.crossfade.sql.dialect.SqliteStatement;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sqlite.Resources;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import dev.crossfade.sqlite.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A unique index of a table, by which REPLACE may delete a row that nobody named.
 *
 * @param name of the index
 * @param parts what is unique together
 * @param predicate which rows it covers, or null for all
 */
record UniqueIndex(String name, List<Part> parts, @Nullable String predicate) {
  private static final String QUERY = Resources.sql("live/unique-indexes");

  /**
   * One part.
   *
   * @param text a column's exact name, or an expression
   * @param collation by which the index compares
   */
  record Part(String text, boolean expression, String collation, boolean descending) {
    boolean binary() {
      return AsciiCase.same(collation, "BINARY");
    }
  }

  private record Row(
      String index, boolean partial, int cid, @Nullable String name, Order order, String sql) {}

  private record Order(String collation, boolean descending) {}

  /** The unique indexes of a table, those of its constraints included. */
  static List<UniqueIndex> of(SqliteDatabase database, Table table) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (Row row : database.query(QUERY, UniqueIndex::row, table.name())) {
      rows.computeIfAbsent(row.index(), name -> new ArrayList<>()).add(row);
    }
    return rows.values().stream().map(parts -> index(table, parts)).toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    String sql = row.getString("sql");
    return new Row(
        row.getString("index_name"),
        row.getBoolean("partial"),
        row.getInt("cid"),
        row.getString("name"),
        new Order(row.getString("coll"), row.getBoolean("desc")),
        sql == null ? "" : sql);
  }

  private static UniqueIndex index(Table table, List<Row> rows) {
    Row first = rows.get(0);
    boolean expressions = rows.stream().anyMatch(row -> row.name() == null);
    IndexModel model = first.partial() || expressions ? parse(table, first) : null;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String name = row.name();
      String text = name == null && model != null ? model.parts().get(i).text() : name;
      parts.add(
          new Part(
              text == null ? "NULL" : text,
              name == null,
              row.order().collation(),
              row.order().descending()));
    }
    return new UniqueIndex(first.index(), parts, model == null ? null : model.predicate());
  }

  private static IndexModel parse(Table table, Row row) {
    try {
      if (SqliteDdl.parse(row.sql()) instanceof SqliteStatement.CreateIndex made) {
        return made.index();
      }
    } catch (CrossfadeException e) {
      throw new CrossfadeException(
          ErrorCode.CF_6101,
          "table " + table.name() + ": the unique index " + row.index() + " is not understood",
          e);
    }
    throw new CrossfadeException(
        ErrorCode.CF_6101, "table " + table.name() + ": " + row.index() + " is no index");
  }

  /** Whether it is on exactly these columns, each as it is. */
  boolean isOn(List<String> columns) {
    if (predicate != null || parts.size() != columns.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).expression() || !AsciiCase.same(parts.get(i).text(), columns.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it makes these columns unique, in whatever order it has them. */
  boolean isKeyOf(List<String> columns) {
    return predicate == null
        && parts.size() == columns.size()
        && parts.stream()
            .allMatch(
                part ->
                    !part.expression()
                        && columns.stream().anyMatch(name -> AsciiCase.same(name, part.text())));
  }

  /** Its order, whatever it is; of columns only. */
  RowOrder order(Table table) {
    List<RowOrder.Column> columns =
        parts.stream()
            .map(
                part ->
                    new RowOrder.Column(
                        SqliteNames.quote(table.name()) + "." + SqliteNames.quote(part.text()),
                        part.collation(),
                        part.descending()))
            .toList();
    return new RowOrder(RowOrder.Kind.KEY, columns, name);
  }

  /** Whether it compares and orders as bytes do, upwards. */
  boolean binaryAscending() {
    return parts.stream().allMatch(part -> part.binary() && !part.descending());
  }
}
