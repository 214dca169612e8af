package dev.crossfade.sqlite.store;

import dev.crossfade.sqlite.SqliteNames;

/**
 * One of the two tables of a store, and the statements on it:
 *
 * <pre>
 * CREATE TABLE documents (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT
 * </pre>
 *
 * The value is the document in {@link dev.crossfade.core.document.DocumentJson}. Keys are compared
 * by their bytes in UTF-8, which is the order of stores.
 *
 * @param name of the table
 * @param quoted the name as SQL
 */
record StoreTable(String name, String quoted, String selectValue, String upsert, String deleteRow) {
  static StoreTable of(String name) {
    String table = SqliteNames.quote(name);
    return new StoreTable(
        name,
        table,
        "SELECT value FROM " + table + " WHERE key = ?",
        "INSERT INTO "
            + table
            + " (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        "DELETE FROM " + table + " WHERE key = ?");
  }

  String create() {
    return "CREATE TABLE "
        + quoted
        + " (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT";
  }
}
