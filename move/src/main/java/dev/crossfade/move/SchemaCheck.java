package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.sql.diff.SchemaDiff;
import dev.crossfade.sql.diff.SchemaDifference;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds the living target's catalogue against what was meant. */
final class SchemaCheck {
  private SchemaCheck() {}

  /** Refuses tables whose columns are not of the plan's types, which rows are written as. */
  static void requireColumns(SchemaModel there, String schema, List<CollectionPlan> collections) {
    for (CollectionPlan collection : collections) {
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

  /**
   * What the catalogue of the staging schema does not say as it was meant. What the data broke is
   * listed by the step that failed, and is left out here.
   *
   * @param failed subjects of the steps that failed, as {@code table.constraint}
   */
  static List<Finding> compare(RunContext context, SchemaModel expected, Set<String> failed) {
    List<Finding> findings = new ArrayList<>();
    SchemaModel actual = context.moveTarget().catalog().apply(context.staging());
    for (SchemaDifference difference : SchemaDiff.compare(expected, actual)) {
      if (!failed.contains(subject(difference))) {
        findings.add(finding(difference));
      }
    }
    return findings;
  }

  /**
   * What visible tables lack of what was meant. What they have beyond it may be the user's own, and
   * so may the tables beside them.
   *
   * @param listed subjects that are listed already
   */
  static List<Finding> lacking(
      MoveTarget target, String schema, SchemaModel expected, Set<String> listed) {
    List<Finding> findings = new ArrayList<>();
    for (SchemaDifference difference :
        SchemaDiff.compare(expected, target.catalog().apply(schema))) {
      if (difference.kind() != SchemaDifference.Kind.EXTRA
          && !listed.contains(subject(difference))) {
        findings.add(finding(difference));
      }
    }
    return findings;
  }

  private static Finding finding(SchemaDifference difference) {
    Finding.Kind kind = difference.isProven() ? Finding.Kind.SCHEMA_DIFFERENCE : Finding.Kind.NOTE;
    return new Finding(kind, subject(difference), difference.text(), List.of());
  }

  private static String subject(SchemaDifference difference) {
    return difference.table().equals(difference.name())
        ? difference.table()
        : difference.table() + "." + difference.name();
  }
}
