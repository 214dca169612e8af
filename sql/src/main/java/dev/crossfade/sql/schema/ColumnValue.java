package dev.crossfade.sql.schema;

/** Where the value of a column comes from when a statement gives none. */
public sealed interface ColumnValue {

  /** Nowhere: it is NULL. */
  record None() implements ColumnValue {}

  /**
   * A default.
   *
   * @param expression without the word DEFAULT, in the dialect of the database
   */
  record Default(String expression) implements ColumnValue {}

  /**
   * Computed from the row; statements may not write it.
   *
   * @param expression without parentheses around the whole
   * @param stored kept in the row; otherwise computed when read
   */
  record Generated(String expression, boolean stored) implements ColumnValue {}

  /**
   * A number that the database gives: an identity column of PostgreSQL, or the INTEGER PRIMARY KEY
   * of SQLite that stands for the rowid.
   *
   * @param always statements may not give a number of their own
   * @param lastGiven the largest number that is known to have been given (SQLite's {@code
   *     sqlite_sequence}), 0 when nothing is known; never compared
   */
  record Identity(boolean always, long lastGiven) implements ColumnValue {}
}
