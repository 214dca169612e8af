package dev.crossfade.sql.translate;

import java.util.Optional;

/** Finds the tables and views that a query names. */
@FunctionalInterface
public interface TableResolver {

  /**
   * Finds a table or view.
   *
   * @param name as written; SQLite does not tell the case of ASCII letters
   */
  Optional<TargetTable> resolve(String name);
}
