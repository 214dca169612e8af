package dev.crossfade.sqlite.live;

import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import java.util.List;

/**
 * The program's own triggers on followed tables. What they do, they have done in the open store,
 * and passes bring it: while this file is closed they are taken away, their statements kept.
 */
final class ParkedTriggers {
  private record Trigger(String name, String sql) {}

  private ParkedTriggers() {}

  /** Takes the program's triggers away, within the caller's transaction. */
  static void park(SqliteDatabase database) {
    List<Trigger> triggers =
        database.query(
            "SELECT s.name, s.sql FROM sqlite_schema AS s WHERE s.type = 'trigger'"
                + " AND s.name NOT LIKE 'crossfade\\_%' ESCAPE '\\' AND lower(s.tbl_name) IN"
                + " (SELECT lower(name) FROM crossfade_followed) ORDER BY s.rowid",
            row -> new Trigger(row.getString(1), row.getString(2)));
    for (Trigger trigger : triggers) {
      database.execute(
          "INSERT INTO crossfade_parked(name, sql) VALUES (?, ?)", trigger.name(), trigger.sql());
      database.execute("DROP TRIGGER " + SqliteNames.quote(trigger.name()));
    }
  }

  /**
   * Finds the statements of triggers that are parked where the list of them was lost: in what was
   * noted of the schema.
   */
  static void recover(SqliteDatabase database) {
    database.execute(
        "INSERT INTO crossfade_parked(name, sql) SELECT s.name, s.sql FROM crossfade_schema AS s"
            + " WHERE s.type = 'trigger' AND s.name NOT LIKE 'crossfade\\_%' ESCAPE '\\'"
            + " AND lower(s.tbl_name) IN (SELECT lower(name) FROM crossfade_followed)"
            + " AND s.name NOT IN (SELECT name FROM sqlite_schema WHERE type = 'trigger')"
            + " ORDER BY s.rowid");
  }

  /** Names of those that are parked. */
  static List<String> names(SqliteDatabase database) {
    return database.query("SELECT name FROM crossfade_parked", row -> row.getString(1));
  }

  /** Brings them back in the order of their making, within the caller's transaction. */
  static void restore(SqliteDatabase database) {
    List<String> triggers =
        database.query("SELECT sql FROM crossfade_parked ORDER BY id", row -> row.getString(1));
    triggers.forEach(database::execute);
    database.execute("DELETE FROM crossfade_parked");
  }
}
