package dev.crossfade.sqlite.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The table of an application's entries and the one of side entries. Keys of side entries lie all
 * together in the order of keys, so that a range of both is read as one.
 */
final class StoreTables {
  private static final String COLUMNS = "key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL";

  private final StoreTable entries;
  private final StoreTable side;

  StoreTables(String name) {
    entries = StoreTable.of(name);
    side = StoreTable.of(name + SqliteStoreOptions.SIDE_SUFFIX);
  }

  /** The table in which a key lies. */
  StoreTable of(String key) {
    return StoreKeys.isSide(key) ? side : entries;
  }

  /** Counts the rows of both. */
  String count() {
    return "SELECT (SELECT count(*) FROM %s) + (SELECT count(*) FROM %s)"
        .formatted(entries.quoted(), side.quoted());
  }

  /**
   * Reads key and value of both in the order of keys.
   *
   * @param lower {@code >} or {@code >=}, what keys are to the first parameter
   * @param bounded whether keys are less than a second parameter
   */
  String range(String lower, boolean bounded) {
    String where = " WHERE key " + lower + " ?1" + (bounded ? " AND key < ?2" : "");
    return "SELECT key, value FROM "
        + entries.quoted()
        + where
        + " UNION ALL SELECT key, value FROM "
        + side.quoted()
        + where
        + " ORDER BY key";
  }

  /**
   * Whether both are there.
   *
   * @throws CrossfadeException CF-7321 when one is of another shape, or holds what it should not
   */
  boolean exist(SqliteDatabase database) {
    if (!database.encoding().equals(StandardCharsets.UTF_8)) {
      throw refused(database, "text in UTF-8", database.encoding().name());
    }
    boolean both = exists(database, entries);
    both &= exists(database, side);
    if (both && holdsSideKeys(database)) {
      throw refused(
          database, "no key with " + StoreKeys.SIDE + " in table " + entries.name(), "one there");
    }
    return both;
  }

  /** Makes what is missing, in a transaction that is open. */
  void create(SqliteDatabase database) {
    for (StoreTable table : List.of(entries, side)) {
      if (!exists(database, table)) {
        database.execute(table.create());
      }
    }
  }

  private static boolean exists(SqliteDatabase database, StoreTable table) {
    List<String> kinds =
        database.query(
            "SELECT type || CASE WHEN wr THEN '' ELSE ' with rowid' END"
                + " || CASE WHEN strict THEN '' ELSE ' that is not strict' END"
                + " FROM pragma_table_list WHERE schema = 'main' AND name = ? COLLATE NOCASE",
            row -> row.getString(1),
            table.name());
    if (kinds.isEmpty()) {
      return false;
    }
    require(database, table, "table", kinds.get(0));
    require(database, table, COLUMNS, columns(database, table));
    require(database, table, "key BINARY", keyOrder(database, table));
    return true;
  }

  private static String columns(SqliteDatabase database, StoreTable table) {
    return String.join(
        ", ",
        database.query(
            "SELECT name || ' ' || upper(type) || CASE WHEN \"notnull\" THEN ' NOT NULL' ELSE '' END"
                + " || CASE WHEN pk THEN ' PRIMARY KEY' ELSE '' END"
                + " || CASE WHEN hidden THEN ' generated' ELSE '' END"
                + " FROM pragma_table_xinfo(?) ORDER BY cid",
            row -> row.getString(1),
            table.name()));
  }

  private static String keyOrder(SqliteDatabase database, StoreTable table) {
    return String.join(
        ", ",
        database.query(
            "SELECT x.name || ' ' || upper(x.coll) || CASE WHEN x.\"desc\" THEN ' DESC' ELSE '' END"
                + " FROM pragma_index_list(?) i, pragma_index_xinfo(i.name) x"
                + " WHERE i.origin = 'pk' AND x.key",
            row -> row.getString(1),
            table.name()));
  }

  private boolean holdsSideKeys(SqliteDatabase database) {
    String from = StoreKeys.SIDE;
    String to = Objects.requireNonNull(KeyRanges.behind(from));
    String sql = "SELECT 1 FROM " + entries.quoted() + " WHERE key >= ? AND key < ? LIMIT 1";
    return !database.query(sql, row -> 1, from, to).isEmpty();
  }

  private static void require(
      SqliteDatabase database, StoreTable table, String expected, String was) {
    if (!was.equals(expected)) {
      throw refused(database, "table " + table.name() + " as " + expected, was);
    }
  }

  private static CrossfadeException refused(SqliteDatabase database, String expected, String was) {
    return new CrossfadeException(
        ErrorCode.CF_7321,
        database.location()
            + ": expected "
            + expected
            + " but was "
            + was
            + "; nothing was changed");
  }
}
