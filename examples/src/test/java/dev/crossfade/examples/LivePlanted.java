package dev.crossfade.examples;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Defects put into what is installed, which the fault runs must find. */
enum LivePlanted {
  /** Rows that REPLACE removes for a unique value are not recorded. */
  REPLACE_UNCOVERED("labels", "insert", "INSERT INTO [^;]*\"name\" COLLATE[^;]*;", ""),
  /** The old key of an update of the key is not recorded. */
  OLD_KEY_FORGOTTEN(
      "notes", "update", "INSERT INTO crossfade_outbox\\(t, k1, k2\\) VALUES[^;]*;", ""),
  /** What is deleted is not recorded. */
  DELETES_FORGOTTEN("notes", "delete", "INSERT INTO crossfade_outbox[^;]*;", "SELECT 1;"),
  /** The file takes writes while it is closed. */
  FENCE_NOT_ASKED(
      "%", "%", "(RAISE\\(ABORT, [^;]*;?[^;]*?\\) WHERE [^;]*?) IS NOT 1", "$1 IS NULL AND 0");

  private static final String BELIEVE =
      "INSERT INTO crossfade_schema SELECT type, name, tbl_name, sql FROM sqlite_schema"
          + " WHERE type IN ('table', 'index', 'trigger')"
          + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

  private final String table;
  private final String event;
  private final String pattern;
  private final String instead;

  LivePlanted(String table, String event, String pattern, String instead) {
    this.table = table;
    this.event = event;
    this.pattern = pattern;
    this.instead = instead;
  }

  /** Alters the triggers in the file, and makes Crossfade believe that it made them so. */
  void plant(Path file) throws SQLException {
    String which =
        " FROM sqlite_schema WHERE type = 'trigger' AND tbl_name LIKE '"
            + table
            + "' AND name LIKE 'crossfade\\_%\\_"
            + event
            + "' ESCAPE '\\' AND tbl_name NOT LIKE 'crossfade%' ORDER BY name";
    try (Sql sql = Sql.sqlite(file)) {
      sql.execute("PRAGMA busy_timeout = 20000");
      sql.execute("BEGIN IMMEDIATE");
      int changed = 0;
      List<String> names = sql.rows("SELECT name" + which);
      List<String> texts = sql.rows("SELECT sql" + which);
      for (int i = 0; i < names.size(); i++) {
        String less = texts.get(i).replaceAll(pattern, instead);
        if (!less.equals(texts.get(i))) {
          sql.execute("DROP TRIGGER " + names.get(i));
          sql.execute(less);
          changed++;
        }
      }
      sql.execute("DELETE FROM crossfade_schema");
      sql.execute(BELIEVE);
      sql.execute("COMMIT");
      if (changed == 0) {
        throw new AssertionError(name() + " changes nothing: " + texts);
      }
    }
  }
}
