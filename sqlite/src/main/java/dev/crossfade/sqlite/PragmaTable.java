package dev.crossfade.sqlite;

import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.TableConstraints;
import dev.crossfade.sql.schema.TableFlags;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One table as SQLite's PRAGMAs tell it: names in their exact case, keys, foreign keys. */
final class PragmaTable {
  private static final String UNIQUE = Resources.sql("unique-indexes");

  private final SqliteDatabase database;
  private final PragmaForeignKeys foreignKeys;
  private final Catalog catalog;
  private final Table table;

  PragmaTable(
      SqliteDatabase database, PragmaForeignKeys foreignKeys, Catalog catalog, Table table) {
    this.database = database;
    this.foreignKeys = foreignKeys;
    this.catalog = catalog;
    this.table = table;
  }

  /** Whether a parsed declaration has the same columns and the same key. */
  boolean agreesWith(TableModel parsed) {
    List<ColumnModel> columns = parsed.columns();
    if (columns.size() != table.columns().size()
        || parsed.flags().withoutRowid() != table.withoutRowid()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      Table.Column column = table.columns().get(i);
      boolean identity = columns.get(i).value() instanceof ColumnValue.Identity;
      if (!columns.get(i).name().equals(column.name())
          || columns.get(i).generated() != column.generated()
          || identity != column.name().equals(table.rowidColumn())) {
        return false;
      }
    }
    KeyModel key = parsed.primaryKey();
    return RowOrder.sameNames(key == null ? List.of() : key.columns(), table.keyNames())
        && parsed.foreignKeys().size() == foreignKeys.of(table).size();
  }

  /** The same table with the names of others in the case in which those were made. */
  TableModel withExactNames(TableModel parsed) {
    TableConstraints constraints = parsed.constraints();
    List<ForeignKeyModel> references =
        constraints.foreignKeys().stream().map(this::withExactNames).toList();
    TableModel exact =
        parsed.withConstraints(
            new TableConstraints(
                constraints.primaryKey(), constraints.uniques(), references, constraints.checks()));
    // A table that was renamed keeps its old name in no statement but may in another case.
    return new TableModel(
        table.name(), exact.columns(), exact.constraints(), exact.indexes(), exact.flags());
  }

  private ForeignKeyModel withExactNames(ForeignKeyModel key) {
    return new ForeignKeyModel(
        key.name(), key.columns(), exact(key.reference()), key.rules(), key.validated());
  }

  private ForeignKeyModel.Reference exact(ForeignKeyModel.Reference reference) {
    Table parent = catalog.find(reference.table()).orElse(null);
    if (parent != null) {
      List<String> columns = reference.columns().stream().map(name -> exact(parent, name)).toList();
      return new ForeignKeyModel.Reference(parent.name(), columns);
    }
    return reference;
  }

  /** The same index with its columns in the case in which they were made. */
  IndexModel withExactNames(IndexModel index) {
    List<IndexModel.Part> parts =
        index.parts().stream()
            .map(
                part ->
                    part.expression()
                        ? part
                        : new IndexModel.Part(
                            exact(table, part.text()), false, part.descending(), part.collation()))
            .toList();
    return new IndexModel(index.name(), index.unique(), parts, index.predicate());
  }

  private static String exact(Table owner, String name) {
    return owner.columns().stream()
        .map(Table.Column::name)
        .filter(column -> AsciiCase.same(column, name))
        .findFirst()
        .orElse(name);
  }

  /** The table from PRAGMAs alone: without checks, collations and names of constraints. */
  TableModel model() {
    List<ColumnModel> columns = new ArrayList<>();
    for (Table.Column column : table.columns()) {
      columns.add(
          new ColumnModel(
              column.name(), column.declaredType(), column.notNull(), null, value(column)));
    }
    KeyModel key = table.key().isEmpty() ? null : new KeyModel(null, table.keyNames());
    return new TableModel(
        table.name(),
        columns,
        new TableConstraints(key, uniques(), references(), List.of()),
        List.of(),
        new TableFlags(table.withoutRowid(), false, false, List.of()));
  }

  private ColumnValue value(Table.Column column) {
    if (column.name().equals(table.rowidColumn())) {
      return new ColumnValue.Identity(false, 0);
    }
    String expression = column.defaultExpression();
    return expression == null ? new ColumnValue.None() : new ColumnValue.Default(expression);
  }

  private List<ForeignKeyModel> references() {
    return foreignKeys.of(table).stream().map(this::withExactNames).toList();
  }

  private List<KeyModel> uniques() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    database.query(
        UNIQUE,
        row ->
            columns
                .computeIfAbsent(row.getString("index_name"), name -> new ArrayList<>())
                .add(row.getString("name")),
        table.name());
    return columns.values().stream().map(names -> new KeyModel(null, names)).toList();
  }
}
