package dev.crossfade.sql.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One table.
 *
 * @param name exact name, unquoted
 * @param columns in order
 * @param constraints keys, foreign keys and checks
 * @param indexes those that no constraint owns
 * @param flags what only SQLite knows
 */
public record TableModel(
    String name,
    List<ColumnModel> columns,
    TableConstraints constraints,
    List<IndexModel> indexes,
    TableFlags flags) {

  /** Copies the lists, so that the model never changes. */
  public TableModel {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
  }

  /** A table with columns and nothing else. */
  public static TableModel of(String name, List<ColumnModel> columns) {
    return new TableModel(name, columns, TableConstraints.NONE, List.of(), TableFlags.NONE);
  }

  /**
   * Finds a column.
   *
   * @param columnName the exact name, unquoted
   */
  public Optional<ColumnModel> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** The primary key, or null when the table has none. */
  public @Nullable KeyModel primaryKey() {
    return constraints.primaryKey();
  }

  /** The unique constraints, without the primary key and without unique indexes. */
  public List<KeyModel> uniques() {
    return constraints.uniques();
  }

  /** The foreign keys that leave this table. */
  public List<ForeignKeyModel> foreignKeys() {
    return constraints.foreignKeys();
  }

  /** The check constraints, those of columns included. */
  public List<CheckModel> checks() {
    return constraints.checks();
  }

  /** The same table with other columns. */
  public TableModel withColumns(List<ColumnModel> otherColumns) {
    return new TableModel(name, otherColumns, constraints, indexes, flags);
  }

  /** The same table with other constraints. */
  public TableModel withConstraints(TableConstraints otherConstraints) {
    return new TableModel(name, columns, otherConstraints, indexes, flags);
  }

  /** The same table with other indexes. */
  public TableModel withIndexes(List<IndexModel> otherIndexes) {
    return new TableModel(name, columns, constraints, otherIndexes, flags);
  }
}
