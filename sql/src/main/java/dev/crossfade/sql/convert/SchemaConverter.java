package dev.crossfade.sql.convert;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.sql.schema.RefusedObject;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableConstraints;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.TriggerModel;
import dev.crossfade.sql.schema.ViewModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the target's schema. Columns, their types and NOT NULL follow the plan; defaults, keys,
 * checks, indexes, foreign keys and views follow the source, translated.
 */
public final class SchemaConverter {
  private final Workbench bench;

  private SchemaConverter(Workbench bench) {
    this.bench = bench;
  }

  /**
   * Converts the schema of a SQLite database.
   *
   * @param source the schema as it was read
   * @param plan which tables are moved, and how
   * @param options about the target
   */
  public static TargetSchema convert(SchemaModel source, Plan plan, ConvertOptions options) {
    return new SchemaConverter(new Workbench(source, plan, options)).convert();
  }

  /**
   * Makes a schema for a source that has none, such as JSON or CSV: columns, keys, and the foreign
   * keys of nested collections.
   *
   * @param plan which collections are moved, and how
   * @param options about the target
   */
  public static TargetSchema fromPlan(Plan plan, ConvertOptions options) {
    return convert(SchemaModel.of(List.of()), plan, options);
  }

  private TargetSchema convert() {
    List<TableModel> tables = new ArrayList<>();
    for (CollectionPlan collection : bench.plan.moved()) {
      tables.add(table(collection));
    }
    ForeignKeyConverter foreignKeys = new ForeignKeyConverter(bench, tables);
    List<TableModel> linked = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      linked.add(foreignKeys.link(bench.plan.moved().get(i), tables.get(i)));
    }
    List<ViewModel> views = new ViewConverter(bench).views();
    bench.source.triggers().forEach(this::trigger);
    bench.source.refused().forEach(this::refused);
    return new TargetSchema(new SchemaModel(linked, views, List.of(), List.of()), bench.notes());
  }

  private TableModel table(CollectionPlan collection) {
    TableModel source = bench.tableOf(collection.source());
    if (!collection.source().equals(collection.target())) {
      bench.rename(collection.source(), collection.target());
    }
    TableModel table =
        TableModel.of(collection.target(), new ColumnConverter(bench, collection).columns());
    KeyConverter keys = new KeyConverter(bench, collection);
    keys.convert();
    TableConstraints constraints =
        new TableConstraints(
            keys.primaryKey(),
            keys.uniques(),
            List.of(),
            new CheckConverter(bench, collection).checks());
    List<dev.crossfade.sql.schema.IndexModel> indexes = new ArrayList<>(keys.indexes());
    indexes.addAll(new IndexConverter(bench, collection).indexes());
    if (source != null) {
      source.flags().conflictClauses().forEach(clause -> conflict(source, clause));
    }
    return table.withConstraints(constraints).withIndexes(indexes);
  }

  private void conflict(TableModel table, String clause) {
    bench.change(
        table.name(),
        clause + " became an ordinary constraint: a conflict is an error.",
        "Write INSERT … ON CONFLICT in the application.");
  }

  private void trigger(TriggerModel trigger) {
    bench.refuse(
        "trigger " + trigger.name(),
        "It fires " + trigger.timing() + " ON " + trigger.table() + " and was left out.",
        "Write it again as a function in PL/pgSQL and CREATE TRIGGER.");
  }

  private void refused(RefusedObject object) {
    bench.refuse(object.kind() + " " + object.name(), object.reason(), object.advice());
  }
}
