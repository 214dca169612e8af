package dev.crossfade.sql.schema;

import org.jspecify.annotations.Nullable;

/**
 * One column.
 *
 * @param name exact name, unquoted
 * @param declaredType as declared, empty when SQLite's declaration has none; in PostgreSQL the name
 *     that {@code format_type} prints, for example {@code timestamp with time zone}
 * @param notNull declared NOT NULL, or so by its key where the engine enforces that
 * @param collation as declared, null when it is the default one
 * @param value where a value comes from when a statement gives none
 */
public record ColumnModel(
    String name,
    String declaredType,
    boolean notNull,
    @Nullable String collation,
    ColumnValue value) {

  /** A nullable column without default. */
  public static ColumnModel of(String name, String declaredType) {
    return new ColumnModel(name, declaredType, false, null, new ColumnValue.None());
  }

  /** The same column, with or without NOT NULL. */
  public ColumnModel withNotNull(boolean otherNotNull) {
    return new ColumnModel(name, declaredType, otherNotNull, collation, value);
  }

  /** The same column with another source of its value. */
  public ColumnModel withValue(ColumnValue otherValue) {
    return new ColumnModel(name, declaredType, notNull, collation, otherValue);
  }

  /** The expression of the default, or null when the column has none. */
  public @Nullable String defaultExpression() {
    return value instanceof ColumnValue.Default given ? given.expression() : null;
  }

  /** Whether the database computes the value, so that no statement may write it. */
  public boolean generated() {
    return value instanceof ColumnValue.Generated;
  }
}
