package dev.crossfade.sqlite.live;

/** Comparison of a key's cell with a value to the letter. */
final class ExactKey {
  private ExactKey() {}

  /**
   * A condition that holds for the very same value only. The first part lets SQLite use the index
   * with the column's collation; the others tell a from A and 1 from 1.0.
   */
  static String condition(String column, String value) {
    return column
        + " IS "
        + value
        + " AND "
        + column
        + " COLLATE BINARY IS "
        + value
        + " AND typeof("
        + column
        + ") = typeof("
        + value
        + ")";
  }
}
