package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import dev.crossfade.sqlite.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose changes are recorded.
 *
 * @param number by which the outbox names it, from 1
 * @param plan how it is mapped
 * @param table as the file has it
 * @param key the key's columns in the plan's order, by their names in the file
 * @param uniques every unique index of the table
 */
record FollowedTable(
    int number, CollectionPlan plan, Table table, List<String> key, List<UniqueIndex> uniques) {

  /**
   * Looks a collection up in the file.
   *
   * @throws CrossfadeException CF-6101 when its changes cannot be recorded
   */
  static FollowedTable of(
      int number, CollectionPlan plan, @Nullable Table table, SqliteDatabase database) {
    if (table == null) {
      throw refused(plan, "there is no such table");
    }
    if (table.kind() != Table.Kind.ORDINARY) {
      throw refused(plan, "virtual tables take no triggers");
    }
    List<String> key = new ArrayList<>();
    for (int position : plan.keyPositions()) {
      if (position < 0) {
        throw refused(plan, "a column of its key is not in the plan");
      }
      key.add(exact(plan, table, plan.columns().get(position).source()));
    }
    for (ColumnPlan column : plan.columns()) {
      exact(plan, table, column.source());
    }
    FollowedTable followed =
        new FollowedTable(number, plan, table, key, UniqueIndex.of(database, table));
    followed.requireKey();
    return followed;
  }

  private static String exact(CollectionPlan plan, Table table, String column) {
    return table.columns().stream()
        .map(Table.Column::name)
        .filter(name -> AsciiCase.same(name, column))
        .findFirst()
        .orElseThrow(() -> refused(plan, "it has no column " + column));
  }

  private void requireKey() {
    if (key.isEmpty()) {
      throw refused(plan, "it has no key");
    }
    boolean unique =
        isRowid() || uniques.stream().anyMatch(index -> index.isKeyOf(key)) || isPrimaryKey();
    if (!unique) {
      throw refused(plan, "no unique index makes its key unique");
    }
  }

  /** Refuses keys that are not unique because NULL is in them; looked at when it is installed. */
  void requireNoNulls(SqliteDatabase database) {
    for (String column : key) {
      String quoted = SqliteNames.quote(column);
      boolean nulls =
          !database
              .query(
                  "SELECT 1 FROM main."
                      + SqliteNames.quote(table.name())
                      + " WHERE "
                      + quoted
                      + " IS NULL LIMIT 1",
                  row -> true)
              .isEmpty();
      if (nulls) {
        throw refused(plan, "its key column " + column + " holds NULL");
      }
    }
  }

  private boolean isPrimaryKey() {
    return table.withoutRowid() && RowOrder.sameNames(key, table.keyNames());
  }

  static CrossfadeException refused(CollectionPlan plan, String reason) {
    return new CrossfadeException(ErrorCode.CF_6101, "table " + plan.source() + ": " + reason);
  }

  /** The same under another number. */
  FollowedTable numbered(int other) {
    return new FollowedTable(other, plan, table, key, uniques);
  }

  /** Whether the key is the rowid. */
  boolean isRowid() {
    String rowid = table.rowidColumn();
    return rowid != null && RowOrder.sameNames(key, List.of(rowid));
  }

  /** Whether a key column can get its value after BEFORE triggers ran. */
  boolean keyMayChangeLate() {
    return key.stream()
        .flatMap(name -> table.column(name).stream())
        .anyMatch(column -> column.generated() || replacesNull(column));
  }

  /** Whether REPLACE puts the default where NULL was given. */
  static boolean replacesNull(Table.Column column) {
    return column.notNull() && column.defaultExpression() != null;
  }

  /** The plan's columns by their names in the file. */
  List<String> columns() {
    return plan.columns().stream().map(column -> exact(plan, table, column.source())).toList();
  }

  /**
   * The order of the key as an index has it, so that pieces of the table can be read; null when no
   * index has it.
   */
  @Nullable RowOrder order(SqliteDatabase database) {
    if (isRowid()) {
      return RowOrder.of(table);
    }
    // Text in UTF-16 is ordered by the bytes of UTF-16.
    if (!database.encoding().equals(StandardCharsets.UTF_8)) {
      return null;
    }
    if (table.withoutRowid()
        && RowOrder.sameNames(key, table.keyNames())
        && RowOrder.isBinary(table.key())) {
      return RowOrder.of(table);
    }
    return uniques.stream()
        .filter(index -> index.isOn(key) && index.binaryAscending())
        .findFirst()
        .map(index -> RowOrder.byIndex(table, key, index.name()))
        .orElse(null);
  }

  /**
   * An order in which the table can be read in pieces while it changes, the key's where that is
   * possible. Row numbers that are no column will not do: VACUUM changes them.
   */
  RowOrder piecewiseOrder(SqliteDatabase database) {
    RowOrder byKey = order(database);
    if (byKey != null) {
      return byKey;
    }
    if (table.rowidColumn() != null || table.withoutRowid()) {
      return RowOrder.of(table);
    }
    return uniques.stream()
        .filter(index -> index.isKeyOf(key))
        .findFirst()
        .map(index -> index.order(table))
        .orElseThrow(() -> refused(plan, "no unique index makes its key unique"));
  }

  /** The name in quotes. */
  String quoted() {
    return SqliteNames.quote(table.name());
  }

  /** How the outbox's list of tables describes what is recorded. */
  String keyText() {
    return String.join(", ", key.stream().map(SqliteNames::quote).toList());
  }
}
