package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.sql.dialect.SqliteDdl;
import dev.crossfade.sql.dialect.SqliteStatement;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.RefusedObject;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.TriggerModel;
import dev.crossfade.sql.schema.ViewModel;
import java.util.ArrayList;
import java.util.List;

/** A schema of SQLite from its statements, and a plan in a few words. */
final class Shop {
  private static final TimestampForm SECONDS =
      new TimestampForm(' ', TimestampForm.Fraction.NONE, TimestampForm.Zone.NONE);

  private Shop() {}

  static SchemaModel schema(String... statements) {
    List<TableModel> tables = new ArrayList<>();
    List<ViewModel> views = new ArrayList<>();
    List<TriggerModel> triggers = new ArrayList<>();
    for (String sql : statements) {
      SqliteStatement statement = SqliteDdl.parse(sql);
      if (statement instanceof SqliteStatement.CreateTable create) {
        tables.add(create.table());
      } else if (statement instanceof SqliteStatement.CreateIndex index) {
        tables.replaceAll(table -> table.name().equals(index.table()) ? with(table, index) : table);
      } else if (statement instanceof SqliteStatement.CreateView view) {
        views.add(view.view());
      } else if (statement instanceof SqliteStatement.CreateTrigger trigger) {
        triggers.add(trigger.trigger());
      }
    }
    List<RefusedObject> refused =
        List.of(new RefusedObject("virtual table", "search", "It is FTS5.", "Use tsvector."));
    return new SchemaModel(tables, views, triggers, refused);
  }

  private static TableModel with(TableModel table, SqliteStatement.CreateIndex index) {
    List<IndexModel> indexes = new ArrayList<>(table.indexes());
    indexes.add(index.index());
    return table.withIndexes(indexes);
  }

  static Plan plan(CollectionPlan... collections) {
    return new Plan("shop.sqlite", List.of(collections));
  }

  /** Columns as {@code name KIND}, with a question mark behind the name of a nullable one. */
  static CollectionPlan table(String name, String key, String... columns) {
    List<ColumnPlan> plans = new ArrayList<>();
    for (String column : columns) {
      String[] words = column.split(" ");
      boolean nullable = words[0].endsWith("?");
      String source = words[0].replace("?", "");
      Kind kind = Kind.valueOf(words[1]);
      Conversion conversion = new Conversion(kind, kind.needsTimestampForm() ? SECONDS : null);
      String target = words.length > 2 ? words[2] : source;
      plans.add(
          new ColumnPlan(
              source, target, conversion, nullable, ColumnPlan.Misfit.REJECT, "", List.of()));
    }
    List<String> keys = key.isEmpty() ? List.of() : List.of(key.split(","));
    return new CollectionPlan(name, name, null, null, keys, plans, null);
  }
}
