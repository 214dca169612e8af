package dev.crossfade.sql.schema;

import java.util.List;

/**
 * A view.
 *
 * @param name exact name, unquoted
 * @param columns the names given in its declaration, empty when there are none
 * @param body the SELECT, without a semicolon
 */
public record ViewModel(String name, List<String> columns, String body) {

  /** Copies the list, so that the model never changes. */
  public ViewModel {
    columns = List.copyOf(columns);
  }
}
