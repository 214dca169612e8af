package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanOptions;
import dev.crossfade.sql.convert.PostgresDdl;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be made in a schema that applications see, so that it is as a plan wants it that has
 * been extended. Found by comparing what is there with what should be: who asks again after a death
 * gets what is left.
 */
public final class Growth {
  private final MoveSource source;
  private final Plan plan;
  private final String schema;
  private final SchemaWork work;
  private final SchemaModel actual;

  /**
   * @param source with the schema as it is now
   * @param target where the tables are
   * @param plan extended
   * @param schema where applications see the tables
   */
  public Growth(MoveSource source, MoveTarget target, Plan plan, String schema) {
    this.source = source;
    this.plan = plan;
    this.schema = schema;
    work = SchemaWorks.of(source, plan, schema, Mover.serverVersion(target.target()));
    actual = target.catalog().apply(schema);
  }

  /**
   * Statements, in order.
   *
   * @param required tables with their keys and indexes, columns
   * @param checks further constraints, each of which may fail by itself
   * @param uniques unique indexes of tables that were there; to be made when their rows are equal
   * @param foreignKeys of the tables, those included that are there
   */
  public record Missing(
      List<String> required, List<String> checks, List<String> uniques, List<String> foreignKeys) {}

  /** Which columns a foreign key joins, by the source's schema. */
  public static List<PlanOptions.Link> links(MoveSource source) {
    return Preparation.links(source.schema());
  }

  /**
   * What is missing of some tables.
   *
   * @param targets their names in the target
   */
  public Missing missing(Collection<String> targets) {
    Missing all =
        new Missing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (CollectionPlan collection : plan.moved()) {
      if (targets.contains(collection.target())) {
        Optional<TableModel> there = actual.table(collection.target());
        if (there.isEmpty()) {
          create(collection.target(), all.required());
        } else {
          extend(there.get(), all);
        }
      }
    }
    for (SchemaWork.ForeignKeyStep key : work.foreignKeys()) {
      if (targets.contains(key.table())) {
        all.foreignKeys().add(key.add());
      }
    }
    return all;
  }

  /** Every foreign key of the plan. */
  public List<String> foreignKeys() {
    return work.foreignKeys().stream().map(SchemaWork.ForeignKeyStep::add).toList();
  }

  private void create(String table, List<String> statements) {
    work.create().stream()
        .filter(step -> step.table().equals(table))
        .forEach(step -> statements.add(step.sql()));
    work.afterLoad().stream()
        .filter(step -> step.table().equals(table))
        .forEach(step -> statements.add(step.sql()));
  }

  private void extend(TableModel there, Missing all) {
    TableModel wanted = work.expected().table(there.name()).orElse(there);
    for (ColumnModel column : wanted.columns()) {
      Optional<ColumnModel> same = there.column(column.name());
      if (same.isEmpty()) {
        all.required().add(PostgresDdl.addColumn(schema, there.name(), column));
      } else if (same.get().notNull() && !column.notNull()) {
        all.required().add(PostgresDdl.dropNotNull(schema, there.name(), column.name()));
      }
    }
    Set<String> names = names(there);
    Set<String> checks = new HashSet<>();
    wanted.checks().forEach(check -> checks.add(String.valueOf(check.name())));
    Set<String> uniques = new HashSet<>();
    wanted.uniques().forEach(unique -> uniques.add(String.valueOf(unique.name())));
    wanted.indexes().stream().filter(i -> i.unique()).forEach(i -> uniques.add(i.name()));
    for (SchemaWork.Step step : work.afterLoad()) {
      if (step.table().equals(there.name()) && !names.contains(step.subject())) {
        if (checks.contains(step.subject())) {
          all.checks().add(step.sql());
        } else if (uniques.contains(step.subject())) {
          all.uniques().add(step.sql());
        }
      }
    }
  }

  private static Set<String> names(TableModel table) {
    Set<String> names = new HashSet<>();
    table.checks().forEach(check -> names.add(String.valueOf(check.name())));
    table.uniques().forEach(unique -> names.add(String.valueOf(unique.name())));
    table.indexes().forEach(index -> names.add(index.name()));
    return names;
  }

  /**
   * Why columns that were added cannot be taken over safely: rows that nobody writes would hold
   * other values in the two stores.
   *
   * @param table in the source
   * @param columns in the source
   * @return a sentence each
   */
  public List<String> unlike(String table, List<String> columns) {
    List<String> reasons = new ArrayList<>();
    SchemaModel declared = source.schema();
    Optional<TableModel> from = declared == null ? Optional.empty() : declared.table(table);
    Optional<CollectionPlan> collection =
        plan.moved().stream().filter(one -> one.source().equals(table)).findFirst();
    if (from.isEmpty() || collection.isEmpty()) {
      return reasons;
    }
    TableModel to =
        work.expected()
            .table(collection.get().target())
            .orElseThrow(() -> new IllegalStateException("a moved table without a table"));
    for (String name : columns) {
      ColumnValue value =
          from.get().column(name).map(ColumnModel::value).orElse(new ColumnValue.None());
      String target =
          collection.get().columns().stream()
              .filter(column -> column.source().equals(name))
              .map(ColumnPlan::target)
              .findFirst()
              .orElse(name);
      Optional<ColumnModel> made = to.column(target);
      if (value instanceof ColumnValue.Generated && made.isEmpty()) {
        reasons.add("the expression of " + table + "." + name + " has no equal in PostgreSQL");
      } else if (value instanceof ColumnValue.Default given
          && !given.expression().equalsIgnoreCase("NULL")
          && made.filter(m -> m.value() instanceof ColumnValue.Default).isEmpty()) {
        reasons.add("the default of " + table + "." + name + " has no equal in PostgreSQL");
      }
    }
    return reasons;
  }
}
