package dev.crossfade.core.hybrid;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The paths of a table's attributes as a tree: a node is a place in a document. */
final class PathNode {
  private static final int NONE = -1;

  private final Map<Document, PathNode> children = new LinkedHashMap<>();
  private int attribute = NONE;
  private @Nullable AttributeType type;

  /** The root of the tree. */
  static PathNode of(List<Attribute> attributes) {
    PathNode root = new PathNode();
    for (int i = 0; i < attributes.size(); i++) {
      PathNode node = root;
      for (Document key : attributes.get(i).path()) {
        node = node.children.computeIfAbsent(key, other -> new PathNode());
      }
      if (node.attribute != NONE) {
        throw new IllegalArgumentException("expected no two attributes of one path");
      }
      node.attribute = i;
      node.type = attributes.get(i).type();
    }
    return root;
  }

  /**
   * Takes the values of attributes out of what lies at this place.
   *
   * @param taken where they go, by the attribute's number
   * @return what stays, or the same document when nothing was taken
   */
  Document take(Document document, @Nullable Document[] taken) {
    if (!(document instanceof Document.MapOf map)) {
      return document;
    }
    Map<Document, @Nullable Document> changed = new HashMap<>();
    children.forEach(
        (key, child) -> {
          Document value = map.entries().get(key);
          if (value != null && child.type != null && AttributeCell.takes(child.type, value)) {
            taken[child.attribute] = value;
            changed.put(key, null);
          } else if (value != null) {
            Document left = child.take(value, taken);
            if (left != value) {
              changed.put(key, left);
            }
          }
        });
    return changed.isEmpty() ? document : replaced(map, changed);
  }

  private static Document replaced(Document.MapOf map, Map<Document, @Nullable Document> changed) {
    MapBuilder builder = new MapBuilder();
    map.entries()
        .forEach(
            (key, value) -> {
              Document now = changed.containsKey(key) ? changed.get(key) : value;
              if (now != null) {
                builder.put(key, now);
              }
            });
    return builder.build();
  }

  /**
   * Puts values of attributes into what lies at this place.
   *
   * @param document what lies there, or null when nothing does
   * @param values by the attribute's number; null where there is none
   * @return null when nothing lies there still
   * @throws CrossfadeException CF-7301
   */
  @Nullable Document place(@Nullable Document document, List<@Nullable Document> values) {
    Document own = attribute == NONE ? null : values.get(attribute);
    boolean below = children.values().stream().anyMatch(child -> child.holds(values));
    if (own != null && below) {
      throw noPlace();
    }
    if (!below) {
      return own == null ? document : own;
    }
    if (document != null && !(document instanceof Document.MapOf)) {
      throw noPlace();
    }
    Map<Document, Document> entries =
        document instanceof Document.MapOf map ? map.entries() : Map.of();
    MapBuilder builder = new MapBuilder();
    entries.forEach(
        (key, value) -> {
          PathNode child = children.get(key);
          Document now = child == null ? value : child.place(value, values);
          builder.put(key, Objects.requireNonNull(now));
        });
    children.forEach(
        (key, child) -> {
          Document added = entries.containsKey(key) ? null : child.place(null, values);
          if (added != null) {
            builder.put(key, added);
          }
        });
    return builder.build();
  }

  /** Whether there is a value here or below. */
  private boolean holds(List<@Nullable Document> values) {
    return (attribute != NONE && values.get(attribute) != null)
        || children.values().stream().anyMatch(child -> child.holds(values));
  }

  private static CrossfadeException noPlace() {
    return new CrossfadeException(
        ErrorCode.CF_7301, "expected a map where a column's value belongs but was another value");
  }
}
