package dev.crossfade.sqlite;

/** Names and strings as SQLite's SQL. */
public final class SqliteNames {
  private SqliteNames() {}

  /** A name in double quotes. It must exist: SQLite takes an unknown one for a string. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A string in single quotes. */
  public static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
