package dev.crossfade.sql.diff;

import dev.crossfade.sql.diff.SchemaDifference.Kind;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.ViewModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two schemas of PostgreSQL, object by object, by name. Types, NOT NULL, keys and foreign
 * keys are compared exactly. Of expressions PostgreSQL prints a form of its own; they are compared
 * in a normal form, and where that cannot tell they are listed as undecided.
 */
public final class SchemaDiff {

  private SchemaDiff() {}

  /**
   * Compares.
   *
   * @param expected what was meant
   * @param actual what a living server's catalogue gave back
   * @return the differences, in the order of the expected schema; empty when there are none
   */
  public static List<SchemaDifference> compare(SchemaModel expected, SchemaModel actual) {
    List<SchemaDifference> found = new ArrayList<>();
    for (TableModel table : expected.tables()) {
      TableModel there = actual.table(table.name()).orElse(null);
      if (there == null) {
        found.add(table(Kind.MISSING, table));
      } else {
        found.addAll(new TableDiff(table, there).differences());
      }
    }
    for (TableModel table : actual.tables()) {
      if (expected.table(table.name()).isEmpty()) {
        found.add(table(Kind.EXTRA, table));
      }
    }
    views(expected, actual, Kind.MISSING, found);
    views(actual, expected, Kind.EXTRA, found);
    return found;
  }

  private static void views(
      SchemaModel one, SchemaModel other, Kind kind, List<SchemaDifference> found) {
    List<String> names = other.views().stream().map(ViewModel::name).toList();
    for (ViewModel view : one.views()) {
      if (!names.contains(view.name())) {
        found.add(difference(kind, "view", view.name(), "a view"));
      }
    }
  }

  private static SchemaDifference table(Kind kind, TableModel table) {
    return difference(kind, "table", table.name(), table.columns().size() + " columns");
  }

  private static SchemaDifference difference(
      Kind kind, String object, String name, String description) {
    return kind == Kind.MISSING
        ? new SchemaDifference(kind, object, name, name, description, "")
        : new SchemaDifference(kind, object, name, name, "", description);
  }
}
