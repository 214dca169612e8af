package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.sql.dialect.AsciiCase;
import dev.crossfade.sql.dialect.SqliteDdl;
import dev.crossfade.sql.dialect.SqliteStatement;
import java.util.List;

/**
 * A virtual table, as its declaration has it.
 *
 * @param module lower case
 * @param arguments as written
 */
record VirtualTable(String name, String module, List<String> arguments) {

  /** Reads the declaration of a virtual table. */
  static VirtualTable read(SqliteDatabase database, String name) {
    List<String> sql =
        database.query(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
            row -> row.getString(1),
            name);
    return of(name, sql.isEmpty() ? "" : sql.get(0));
  }

  private static VirtualTable of(String name, String sql) {
    try {
      if (SqliteDdl.parse(sql) instanceof SqliteStatement.CreateVirtualTable made) {
        return new VirtualTable(name, made.module(), made.arguments());
      }
    } catch (CrossfadeException e) {
      // A module may take arguments of any form; the name is enough to refuse the table.
      return new VirtualTable(name, "unknown", List.of());
    }
    return new VirtualTable(name, "unknown", List.of());
  }

  /** Whether it is one of SQLite's full text indexes. */
  boolean isFullText() {
    return module.startsWith("fts");
  }

  /** The table that holds its rows: named by content= or made by FTS; empty when there is none. */
  String contentTable(Catalog catalog) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals > 0 && AsciiCase.same(argument.substring(0, equals).strip(), "content")) {
        return unquoted(argument.substring(equals + 1).strip());
      }
    }
    String own = name + "_content";
    return isFullText() ? catalog.find(own).map(Table::name).orElse("") : "";
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && "'\"`[".indexOf(text.charAt(0)) >= 0;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
