package dev.crossfade.sql.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that no constraint owns.
 *
 * @param name exact name, unquoted
 * @param unique whether it forbids equal entries
 * @param parts in order
 * @param predicate the condition of a partial index, null when it covers all rows
 */
public record IndexModel(
    String name, boolean unique, List<Part> parts, @Nullable String predicate) {

  /** Copies the list, so that the model never changes. */
  public IndexModel {
    parts = List.copyOf(parts);
  }

  /**
   * One part of an index.
   *
   * @param text a column's exact name, or an expression in the dialect of the database
   * @param expression which of the two it is
   * @param descending the order
   * @param collation as declared, null when it is the column's own
   */
  public record Part(
      String text, boolean expression, boolean descending, @Nullable String collation) {

    /** A column, ascending, with its own collation. */
    public static Part column(String name) {
      return new Part(name, false, false, null);
    }
  }
}
