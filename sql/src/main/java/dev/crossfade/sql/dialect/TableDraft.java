package dev.crossfade.sql.dialect;

import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableConstraints;
import dev.crossfade.sql.schema.TableFlags;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A table while its statement is read. */
final class TableDraft {
  final List<ColumnModel> columns = new ArrayList<>();
  final List<ForeignKeyModel> foreignKeys = new ArrayList<>();
  final List<CheckModel> checks = new ArrayList<>();
  final List<String> conflicts = new ArrayList<>();
  boolean withoutRowid;
  boolean strict;
  boolean autoincrement;

  private final List<KeyModel> uniques = new ArrayList<>();
  private final List<IndexModel> indexes = new ArrayList<>();
  private @Nullable KeyModel primaryKey;
  private boolean mayBeRowid;

  static boolean sameName(String one, String other) {
    return AsciiCase.same(one, other);
  }

  void change(String column, UnaryOperator<ColumnModel> change) {
    columns.replaceAll(
        current -> sameName(current.name(), column) ? change.apply(current) : current);
  }

  void collate(String column, String collation) {
    change(
        column,
        current ->
            new ColumnModel(
                current.name(),
                current.declaredType(),
                current.notNull(),
                collation,
                current.value()));
  }

  /**
   * @param rowid false for {@code INTEGER PRIMARY KEY DESC} on a column, which by an old slip of
   *     SQLite is no alias of the rowid
   */
  void primaryKey(@Nullable String name, List<String> names, boolean rowid) {
    primaryKey = new KeyModel(name, exact(names));
    mayBeRowid = rowid;
  }

  void unique(@Nullable String name, List<IndexModel.Part> parts) {
    List<String> names = exact(parts.stream().map(IndexModel.Part::text).toList());
    if (parts.stream().allMatch(part -> part.collation() == null)) {
      uniques.add(new KeyModel(name, names));
    } else {
      String given = name == null ? String.join("_", names) + "_key" : name;
      indexes.add(new IndexModel(given, true, parts, null));
    }
  }

  private List<String> exact(List<String> names) {
    return names.stream().map(this::exact).toList();
  }

  private String exact(String name) {
    for (ColumnModel column : columns) {
      if (sameName(column.name(), name)) {
        return column.name();
      }
    }
    return name;
  }

  TableModel table(String name) {
    KeyModel key = primaryKey;
    if (key != null) {
      markKey(key);
    }
    foreignKeys.replaceAll(
        foreignKey ->
            new ForeignKeyModel(
                foreignKey.name(),
                exact(foreignKey.columns()),
                foreignKey.reference(),
                foreignKey.rules(),
                true));
    return new TableModel(
        name,
        columns,
        new TableConstraints(key, uniques, foreignKeys, checks),
        indexes,
        new TableFlags(withoutRowid, strict, autoincrement, conflicts));
  }

  private void markKey(KeyModel key) {
    String only = key.columns().get(0);
    boolean rowid = mayBeRowid && !withoutRowid && key.columns().size() == 1;
    for (String column : key.columns()) {
      change(column, current -> current.withNotNull(current.notNull() || withoutRowid || strict));
    }
    if (rowid) {
      change(only, TableDraft::asRowid);
    }
  }

  private static ColumnModel asRowid(ColumnModel column) {
    return sameName(column.declaredType(), "INTEGER")
        ? column.withNotNull(true).withValue(new ColumnValue.Identity(false, 0))
        : column;
  }
}
