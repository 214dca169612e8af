package dev.crossfade.sql.translate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the columns that an expression names. */
@FunctionalInterface
public interface ColumnResolver {

  /**
   * Finds a column.
   *
   * @param table the qualifier as written, null without one
   * @param name the column's name as written; SQLite does not tell the case of ASCII letters
   * @return empty when there is no such column
   */
  Optional<TargetColumn> resolve(@Nullable String table, String name);
}
