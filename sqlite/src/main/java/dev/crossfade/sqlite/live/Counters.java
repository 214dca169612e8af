package dev.crossfade.sqlite.live;

import dev.crossfade.sql.dialect.SqliteTokenizer;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers that SQLite gives to new rows; every call belongs into the caller's transaction. */
final class Counters {
  private Counters() {}

  /** The largest number given out or in use, by target table. */
  static Map<String, Long> read(SqliteDatabase database, Collection<FollowedTable> tables) {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (FollowedTable table : tables) {
      if (table.table().rowidColumn() != null) {
        counters.put(table.plan().target(), largest(database, table));
      }
    }
    return counters;
  }

  private static long largest(SqliteDatabase database, FollowedTable table) {
    String column = SqliteNames.quote(String.valueOf(table.table().rowidColumn()));
    long used =
        LiveFile.number(
            database, "SELECT coalesce(max(" + column + "), 0) FROM main." + table.quoted());
    if (!counts(database, table)) {
      return Math.max(0, used);
    }
    long given =
        LiveFile.number(
            database,
            "SELECT max(CAST(seq AS INTEGER)) FROM sqlite_sequence WHERE name = ?",
            table.table().name());
    return Math.max(0, Math.max(used, given));
  }

  /**
   * Lets AUTOINCREMENT go on behind these numbers. Tables without it need nothing: a new row gets
   * the largest number in use and one.
   */
  static void advance(
      SqliteDatabase database, Collection<FollowedTable> tables, Map<String, Long> counters) {
    for (FollowedTable table : tables) {
      if (table.table().rowidColumn() == null || !counts(database, table)) {
        continue;
      }
      String name = table.table().name();
      long next =
          Math.max(largest(database, table), counters.getOrDefault(table.plan().target(), 0L));
      int changed =
          database.execute(
              "UPDATE sqlite_sequence SET seq = max(CAST(seq AS INTEGER), ?) WHERE name = ?",
              next,
              name);
      if (changed == 0 && next > 0) {
        database.execute("INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", name, next);
      }
    }
  }

  private static boolean counts(SqliteDatabase database, FollowedTable table) {
    String sql =
        LiveFile.text(
            database,
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
            table.table().name());
    return SqliteTokenizer.tokenize(sql).stream().anyMatch(token -> token.isWord("AUTOINCREMENT"));
  }
}
