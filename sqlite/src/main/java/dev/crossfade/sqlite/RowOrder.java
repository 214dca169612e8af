package dev.crossfade.sqlite;

import dev.crossfade.sql.dialect.AsciiCase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a table's rows lie in the file, and what names a place in it.
 *
 * @param kind what names a place
 * @param columns what rows are ordered by; empty when rows are counted
 */
record RowOrder(Kind kind, List<Column> columns) {

  /** What names a place. */
  enum Kind {
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
  record Column(String name, @Nullable String collation, boolean descending) {
    /** The column as it is compared and ordered. */
    String sql() {
      return collation == null ? name : name + " COLLATE " + SqliteNames.quote(collation);
    }
  }

  static RowOrder of(Table table) {
    if (table.withoutRowid()) {
      return new RowOrder(Kind.KEY, table.key().stream().map(key -> column(table, key)).toList());
    }
    String rowid = table.rowidName();
    return rowid == null
        ? new RowOrder(Kind.COUNT, List.of())
        : new RowOrder(Kind.ROWID, List.of(new Column(qualified(table, rowid), null, false)));
  }

  private static Column column(Table table, Table.KeyColumn key) {
    return new Column(qualified(table, key.name()), key.collation(), key.descending());
  }

  private static String qualified(Table table, String column) {
    return SqliteNames.quote(table.name()) + "." + SqliteNames.quote(column);
  }

  /** Whether the order is that of the key under {@code KeyOrder}. */
  static boolean isBinary(List<Table.KeyColumn> key) {
    return key.stream().allMatch(Table.KeyColumn::binaryAscending);
  }

  static boolean sameNames(List<String> one, List<String> other) {
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
