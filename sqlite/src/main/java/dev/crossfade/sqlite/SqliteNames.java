package dev.crossfade.sqlite;

/** Names and strings as SQLite's SQL. */
final class SqliteNames {
  private SqliteNames() {}

  /** A name in double quotes. It must exist: SQLite takes an unknown one for a string. */
  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
