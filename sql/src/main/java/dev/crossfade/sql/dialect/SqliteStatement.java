package dev.crossfade.sql.dialect;

import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.TableModel;
import dev.crossfade.sql.schema.TriggerModel;
import dev.crossfade.sql.schema.ViewModel;
import java.util.List;

/** What a CREATE statement of {@code sqlite_master} makes. */
public sealed interface SqliteStatement {

  /**
   * CREATE TABLE. The column that stands for the rowid is an identity.
   *
   * @param table without indexes; a UNIQUE with a collation of its own is a unique index named
   *     after its columns
   */
  record CreateTable(TableModel table) implements SqliteStatement {}

  /**
   * CREATE INDEX.
   *
   * @param table exact name of the table
   */
  record CreateIndex(String table, IndexModel index) implements SqliteStatement {}

  /** CREATE VIEW. */
  record CreateView(ViewModel view) implements SqliteStatement {}

  /** CREATE TRIGGER. */
  record CreateTrigger(TriggerModel trigger) implements SqliteStatement {}

  /**
   * CREATE VIRTUAL TABLE.
   *
   * @param module lower case, for example {@code fts5}
   * @param arguments as written
   */
  record CreateVirtualTable(String name, String module, List<String> arguments)
      implements SqliteStatement {
    /** Copies the list. */
    public CreateVirtualTable {
      arguments = List.copyOf(arguments);
    }
  }
}
