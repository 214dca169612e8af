package dev.crossfade.sqlite;

import dev.crossfade.sql.dialect.AsciiCase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a table's rows lie in the file, and what names a place in it.
 *
 * @param kind what names a place
 * @param columns what rows are ordered by; empty when rows are counted
 * @param index the index to read by, or null for the table's own b-tree
 */
public record RowOrder(Kind kind, List<Column> columns, @Nullable String index) {
  /** No order that could be asked for: rows come as the query gives them. */
  public static final RowOrder NONE = new RowOrder(Kind.COUNT, List.of(), null);

  /** What names a place. */
  public enum Kind {
    ROWID,
    KEY,
    /** Columns hide every name of the rowid: rows come in its order, but are counted. */
    COUNT
  }

  /**
   * A column of the order.
   *
   * @param name as it is selected
   * @param collation its collation, or null for the column's own
   */
  public record Column(String name, @Nullable String collation, boolean descending) {
    /** The column as it is compared and ordered. */
    public String sql() {
      return collation == null ? name : name + " COLLATE " + SqliteNames.quote(collation);
    }
  }

  /** The order in which a table lies. */
  public static RowOrder of(Table table) {
    if (table.withoutRowid()) {
      return new RowOrder(
          Kind.KEY, table.key().stream().map(key -> column(table, key)).toList(), null);
    }
    String rowid = table.rowidName();
    return rowid == null
        ? NONE
        : new RowOrder(Kind.ROWID, List.of(new Column(qualified(table, rowid), null, false)), null);
  }

  /** The order of columns under BINARY, ascending, read by an index that has it. */
  public static RowOrder byIndex(Table table, List<String> columns, String index) {
    List<Column> order =
        columns.stream().map(name -> new Column(qualified(table, name), "BINARY", false)).toList();
    return new RowOrder(Kind.KEY, order, index);
  }

  /** The order of columns under BINARY, ascending, whatever SQLite has to do for it. */
  public static RowOrder sorted(Table table, List<String> columns) {
    return byIndex(table, columns, "");
  }

  private static Column column(Table table, Table.KeyColumn key) {
    return new Column(qualified(table, key.name()), key.collation(), key.descending());
  }

  private static String qualified(Table table, String column) {
    return SqliteNames.quote(table.name()) + "." + SqliteNames.quote(column);
  }

  /** Whether the order is that of the key under {@code KeyOrder}. */
  public static boolean isBinary(List<Table.KeyColumn> key) {
    return key.stream().allMatch(Table.KeyColumn::binaryAscending);
  }

  /** Whether SQLite takes both lists for the same names in the same order. */
  public static boolean sameNames(List<String> one, List<String> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!AsciiCase.same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
