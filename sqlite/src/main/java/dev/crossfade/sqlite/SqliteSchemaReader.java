package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.sql.dialect.SqliteDdl;
import dev.crossfade.sql.dialect.SqliteStatement;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.RefusedObject;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.SchemaReader;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.TriggerModel;
import dev.crossfade.sql.schema.ViewModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schema within the snapshot of a source: from the statements that SQLite keeps, checked
 * against what its PRAGMAs say. A declaration that cannot be understood is read from the PRAGMAs
 * alone, and said so; nothing is left out in silence.
 */
final class SqliteSchemaReader implements SchemaReader {
  private static final String SCHEMA = Resources.sql("schema");

  private final SqliteDatabase database;
  private final Catalog catalog;
  private final Map<String, Long> sequences;
  private final List<RefusedObject> refused = new ArrayList<>();

  private record Entry(String type, String name, String table, String sql) {}

  SqliteSchemaReader(SqliteDatabase database, Catalog catalog, Map<String, Long> sequences) {
    this.database = database;
    this.catalog = catalog;
    this.sequences = sequences;
  }

  @Override
  public SchemaModel read() {
    refused.clear();
    Map<String, TableModel> tables = new HashMap<>();
    Map<String, List<IndexModel>> indexes = new HashMap<>();
    List<ViewModel> views = new ArrayList<>();
    List<TriggerModel> triggers = new ArrayList<>();
    for (Entry entry : entries()) {
      if (catalog.isSide(entry.name())) {
        continue;
      }
      SqliteStatement statement = parse(entry);
      if (statement instanceof SqliteStatement.CreateTable made) {
        tables.put(entry.name(), made.table());
      } else if (statement instanceof SqliteStatement.CreateIndex made) {
        indexes.computeIfAbsent(entry.table(), name -> new ArrayList<>()).add(made.index());
      } else if (statement instanceof SqliteStatement.CreateView made) {
        views.add(made.view());
      } else if (statement instanceof SqliteStatement.CreateTrigger made) {
        TriggerModel trigger = made.trigger();
        String table = catalog.find(entry.table()).map(Table::name).orElse(entry.table());
        triggers.add(new TriggerModel(trigger.name(), table, trigger.timing(), trigger.sql()));
      }
    }
    List<TableModel> models = new ArrayList<>();
    PragmaForeignKeys foreignKeys = new PragmaForeignKeys(database);
    for (Table table : catalog.tables()) {
      if (table.kind() == Table.Kind.ORDINARY) {
        PragmaTable pragmas = new PragmaTable(database, foreignKeys, catalog, table);
        models.add(table(pragmas, table, tables.get(table.name()), indexes));
      } else {
        refuse(table);
      }
    }
    return new SchemaModel(models, views, triggers, refused);
  }

  private List<Entry> entries() {
    return database.query(
        SCHEMA,
        row ->
            new Entry(
                row.getString("type"),
                row.getString("name"),
                row.getString("tbl_name"),
                row.getString("sql")));
  }

  private @Nullable SqliteStatement parse(Entry entry) {
    try {
      return SqliteDdl.parse(entry.sql());
    } catch (CrossfadeException e) {
      if (!entry.sql().regionMatches(true, 0, "CREATE VIRTUAL", 0, 14)) {
        refuse(entry.type(), entry.name(), e.detail());
      }
      return null;
    }
  }

  private void refuse(String type, String name, String reason) {
    String advice =
        type.equals("table")
            ? "Its columns and keys are moved; add its CHECK constraints and collations by hand."
            : "Write it again in PostgreSQL by hand.";
    refused.add(
        new RefusedObject(
            type, name, "Its declaration is not understood: " + reason + ".", advice));
  }

  private void refuse(Table table) {
    if (table.kind() == Table.Kind.SHADOW) {
      refused.add(
          new RefusedObject(
              "shadow table",
              table.name(),
              "It serves a virtual table, whose module made it.",
              "Name it in a plan if you need its rows."));
      return;
    }
    VirtualTable virtual = VirtualTable.read(database, table.name());
    String content = virtual.contentTable(catalog);
    refused.add(
        new RefusedObject(
            "virtual table",
            table.name(),
            "Its module, " + virtual.module() + ", exists in SQLite only.",
            (content.isEmpty() ? "" : "Its content lies in table " + content + ". ")
                + (virtual.isFullText() ? "Use a tsvector column for full text search." : "")));
  }

  private TableModel table(
      PragmaTable pragmas,
      Table table,
      @Nullable TableModel parsed,
      Map<String, List<IndexModel>> indexes) {
    TableModel model;
    if (parsed != null && pragmas.agreesWith(parsed)) {
      model = pragmas.withExactNames(parsed);
    } else {
      if (parsed != null) {
        refuse("table", table.name(), "it does not agree with SQLite's own reading");
      }
      model = pragmas.model();
    }
    List<IndexModel> all = new ArrayList<>(model.indexes());
    for (IndexModel index : indexes.getOrDefault(table.name(), List.of())) {
      all.add(pragmas.withExactNames(index));
    }
    return withSequence(model.withIndexes(all));
  }

  private TableModel withSequence(TableModel model) {
    long last = sequences.getOrDefault(model.name(), 0L);
    return model.withColumns(
        model.columns().stream()
            .map(
                column ->
                    column.value() instanceof ColumnValue.Identity identity
                        ? column.withValue(new ColumnValue.Identity(identity.always(), last))
                        : column)
            .toList());
  }
}
