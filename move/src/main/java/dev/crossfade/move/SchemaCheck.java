package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.List;
import java.util.Optional;

/** Holds the living target's catalogue against what was meant. */
final class SchemaCheck {
  private SchemaCheck() {}

  /** Refuses tables whose columns are not of the plan's types, which rows are written as. */
  static void requireColumns(RunContext context, String schema, Plan plan) {
    SchemaModel there = context.moveTarget().catalog().apply(schema);
    for (CollectionPlan collection : plan.moved()) {
      Optional<TableModel> table = there.table(collection.target());
      for (ColumnPlan column : collection.columns()) {
        String expected = column.conversion().type();
        String actual =
            table
                .flatMap(found -> found.column(column.target()))
                .map(ColumnModel::declaredType)
                .orElse("no such column");
        if (!actual.equals(expected)) {
          throw new CrossfadeException(
              ErrorCode.CF_5208,
              schema
                  + "."
                  + collection.target()
                  + "."
                  + column.target()
                  + ": expected "
                  + expected
                  + " but was "
                  + actual);
        }
      }
    }
  }

  static List<Finding> compare(RunContext context, SchemaModel expected) {
    return List.of();
  }
}
