package dev.crossfade.sql.schema;

import java.util.List;

/**
 * What only SQLite's tables have.
 *
 * @param withoutRowid the table was made WITHOUT ROWID
 * @param strict the table is STRICT: values have the declared type
 * @param autoincrement the primary key was declared AUTOINCREMENT: numbers are never used again
 * @param conflictClauses constraints with an ON CONFLICT clause other than ABORT, as a reader would
 *     name them, for example {@code UNIQUE (email) ON CONFLICT REPLACE}
 */
public record TableFlags(
    boolean withoutRowid, boolean strict, boolean autoincrement, List<String> conflictClauses) {

  /** An ordinary table. */
  public static final TableFlags NONE = new TableFlags(false, false, false, List.of());

  /** Copies the list, so that the model never changes. */
  public TableFlags {
    conflictClauses = List.copyOf(conflictClauses);
  }
}
