package dev.crossfade.core.hybrid;

import dev.crossfade.core.document.Document;
import java.util.List;

/**
 * A value in each document that one asks for, in a column of its own.
 *
 * @param column its name in the table
 * @param path keys of maps from the outside in, at least one
 * @param type what the column holds
 */
public record Attribute(String column, List<Document> path, AttributeType type) {
  /** Copies the path. */
  public Attribute {
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("expected a path");
    }
  }
}
