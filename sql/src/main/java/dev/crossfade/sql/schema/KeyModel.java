package dev.crossfade.sql.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A primary key or a unique constraint.
 *
 * @param name null when it was given none
 * @param columns in order
 */
public record KeyModel(@Nullable String name, List<String> columns) {

  /** Copies the list, so that the model never changes. */
  public KeyModel {
    columns = List.copyOf(columns);
  }
}
