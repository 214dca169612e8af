package dev.crossfade.postgres.catalog;

import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.ForeignKeyModel.Action;
import dev.crossfade.sql.schema.ForeignKeyModel.Reference;
import dev.crossfade.sql.schema.ForeignKeyModel.Rules;
import dev.crossfade.sql.schema.ForeignKeyModel.Timing;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.IndexModel.Part;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableConstraints;
import dev.crossfade.sql.schema.TableFlags;
import dev.crossfade.sql.schema.TableModel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts rows of the catalogue together into tables. */
final class TableAssembly {
  private final Map<String, Parts> tables = new LinkedHashMap<>();

  /** What a table has so far. */
  private static final class Parts {
    final List<ColumnModel> columns = new ArrayList<>();
    @Nullable KeyModel primaryKey;
    final List<KeyModel> uniques = new ArrayList<>();
    final List<ForeignKeyModel> foreignKeys = new ArrayList<>();
    final List<CheckModel> checks = new ArrayList<>();
    final Map<String, IndexModel> indexes = new LinkedHashMap<>();
  }

  void column(ResultSet row) throws SQLException {
    Parts parts = tables.computeIfAbsent(row.getString("relname"), name -> new Parts());
    String name = row.getString("attname");
    // A table may have no column at all.
    if (name != null) {
      parts.columns.add(
          new ColumnModel(
              name,
              row.getString("type"),
              row.getBoolean("attnotnull"),
              row.getString("collation"),
              value(row)));
    }
  }

  void constraint(ResultSet row) throws SQLException {
    Parts parts = tables.get(row.getString("relname"));
    if (parts == null) {
      return;
    }
    String name = row.getString("conname");
    List<String> columns = CatalogQueries.texts(row, "columns");
    switch (row.getString("type")) {
      case "p" -> parts.primaryKey = new KeyModel(name, columns);
      case "u" -> parts.uniques.add(new KeyModel(name, columns));
      case "f" -> parts.foreignKeys.add(foreignKey(name, columns, row));
      default ->
          parts.checks.add(new CheckModel(name, Parentheses.strip(row.getString("expression"))));
    }
  }

  /** One row a part, in order. */
  void index(ResultSet row) throws SQLException {
    Parts parts = tables.get(row.getString("relname"));
    if (parts == null) {
      return;
    }
    boolean expression = row.getBoolean("expression");
    String text = row.getString("text");
    Part part =
        new Part(
            expression ? Parentheses.strip(text) : text,
            expression,
            row.getBoolean("descending"),
            row.getString("collation"));
    String name = row.getString("index");
    IndexModel before = parts.indexes.get(name);
    List<Part> all = new ArrayList<>(before == null ? List.of() : before.parts());
    all.add(part);
    String predicate = row.getString("predicate");
    parts.indexes.put(
        name,
        new IndexModel(
            name,
            row.getBoolean("indisunique"),
            all,
            predicate == null ? null : Parentheses.strip(predicate)));
  }

  List<TableModel> finish() {
    List<TableModel> all = new ArrayList<>();
    tables.forEach(
        (name, parts) ->
            all.add(
                new TableModel(
                    name,
                    parts.columns,
                    new TableConstraints(
                        parts.primaryKey, parts.uniques, parts.foreignKeys, parts.checks),
                    List.copyOf(parts.indexes.values()),
                    TableFlags.NONE)));
    return all;
  }

  private static ColumnValue value(ResultSet row) throws SQLException {
    String identity = row.getString("identity");
    String expression = row.getString("expression");
    if (!identity.isEmpty()) {
      return new ColumnValue.Identity(identity.equals("a"), row.getLong("last_given"));
    }
    if (expression == null) {
      return new ColumnValue.None();
    }
    String generated = row.getString("generated");
    return generated.isEmpty()
        ? new ColumnValue.Default(expression)
        : new ColumnValue.Generated(Parentheses.strip(expression), generated.equals("s"));
  }

  private static ForeignKeyModel foreignKey(String name, List<String> columns, ResultSet row)
      throws SQLException {
    Timing timing =
        !row.getBoolean("condeferrable")
            ? Timing.NOT_DEFERRABLE
            : row.getBoolean("condeferred")
                ? Timing.INITIALLY_DEFERRED
                : Timing.INITIALLY_IMMEDIATE;
    return new ForeignKeyModel(
        name,
        columns,
        new Reference(row.getString("parent"), CatalogQueries.texts(row, "parent_columns")),
        new Rules(action(row.getString("on_update")), action(row.getString("on_delete")), timing),
        row.getBoolean("convalidated"));
  }

  private static Action action(String letter) {
    return switch (letter) {
      case "r" -> Action.RESTRICT;
      case "c" -> Action.CASCADE;
      case "n" -> Action.SET_NULL;
      case "d" -> Action.SET_DEFAULT;
      default -> Action.NO_ACTION;
    };
  }
}
