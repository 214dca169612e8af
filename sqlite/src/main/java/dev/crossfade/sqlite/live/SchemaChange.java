package dev.crossfade.sqlite.live;

import java.util.List;

/**
 * What changed in a followed file's schema since it was taken note of.
 *
 * @param kind what it means
 * @param object what changed, for example {@code table orders}
 * @param text what happened to it, as the rest of a sentence
 * @param table the table it is about, or the name of a view
 * @param columns the columns that were added, in order
 */
public record SchemaChange(
    Kind kind, String object, String text, String table, List<String> columns) {
  /** A change that adds no column. */
  SchemaChange(Kind kind, String object, String text, String table) {
    this(kind, object, text, table, List.of());
  }

  /** What a change means. */
  public enum Kind {
    /** An index that is not unique, a view, a trigger of the program: nothing depends on it. */
    HARMLESS,
    /** Columns that ALTER TABLE added: nothing was missed. */
    COLUMN,
    /** A new table: what is in it is not recorded. */
    TABLE,
    /** A new unique index: rows that REPLACE deleted for it were missed. */
    UNIQUE,
    /** Changes of rows may have been missed; the columns that were there have kept their types. */
    CHANGED,
    /** The table is gone, or a column of it, or its key or a column's type is another one. */
    LOST,
    /** Something of ours is missing or changed. */
    DAMAGED
  }

  @Override
  public String toString() {
    return object + " " + text;
  }
}
