package dev.crossfade.core.hybrid;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.document.SetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal documents one order wherever {@link DocumentJson} writes what has none as an array:
 * the elements of sets, and the pairs of maps that are no objects. They are sorted by the JSON text
 * of element or key.
 */
final class OneOrder {
  private OneOrder() {}

  /** An equal document; the same one where nothing had to be sorted. */
  static Document of(Document document) {
    return of(document, false, 0);
  }

  /**
   * @param text whether the text is compared: then members of objects are sorted as well
   * @param depth what is nested too deep is given back as it is: encoding refuses it
   */
  private static Document of(Document document, boolean text, int depth) {
    if (depth > Document.MOST_DEPTH) {
      return document;
    }
    if (document instanceof Document.MapOf map) {
      return map(map, text, depth + 1);
    }
    if (document instanceof Document.SetOf set) {
      return set(set, depth + 1);
    }
    if (document instanceof Document.VectorOf vector) {
      List<Document> elements = list(vector.elements(), text, depth + 1);
      return elements == null ? vector : new Document.VectorOf(elements);
    }
    if (document instanceof Document.ListOf list) {
      List<Document> elements = list(list.elements(), text, depth + 1);
      return elements == null ? list : new Document.ListOf(elements);
    }
    if (document instanceof Document.Tagged tagged) {
      Document value = of(tagged.value(), text, depth + 1);
      return value == tagged.value() ? tagged : new Document.Tagged(tagged.tag(), value);
    }
    return document instanceof Document.WithMetadata with ? with(with, text, depth + 1) : document;
  }

  /** Null when nothing had to be sorted. */
  private static @Nullable List<Document> list(List<Document> elements, boolean text, int depth) {
    List<Document> ordered = null;
    for (int i = 0; i < elements.size(); i++) {
      Document element = elements.get(i);
      Document one = of(element, text, depth);
      if (one != element && ordered == null) {
        ordered = new ArrayList<>(elements);
      }
      if (ordered != null) {
        ordered.set(i, one);
      }
    }
    return ordered;
  }

  private static Document set(Document.SetOf set, int depth) {
    TreeMap<String, Document> sorted = new TreeMap<>();
    for (Document element : set.elements()) {
      Document one = of(element, true, depth);
      sorted.put(DocumentJson.encode(one), one);
    }
    SetBuilder builder = new SetBuilder();
    sorted.values().forEach(builder::add);
    return builder.build();
  }

  private static Document map(Document.MapOf map, boolean text, int depth) {
    Map<Document, Document> entries = map.entries();
    boolean object = entries.keySet().stream().allMatch(key -> DocumentJson.name(key) != null);
    if (text || !object) {
      return sorted(entries, text, depth);
    }
    boolean same = true;
    MapBuilder builder = new MapBuilder();
    for (Map.Entry<Document, Document> entry : entries.entrySet()) {
      Document value = of(entry.getValue(), false, depth);
      same &= value == entry.getValue();
      builder.put(entry.getKey(), value);
    }
    return same ? map : builder.build();
  }

  private static Document sorted(Map<Document, Document> entries, boolean text, int depth) {
    TreeMap<String, Map.Entry<Document, Document>> sorted = new TreeMap<>();
    for (Map.Entry<Document, Document> entry : entries.entrySet()) {
      Document key = of(entry.getKey(), true, depth);
      Document value = of(entry.getValue(), text, depth);
      sorted.put(DocumentJson.encode(key), Map.entry(key, value));
    }
    MapBuilder builder = new MapBuilder();
    sorted.values().forEach(entry -> builder.put(entry.getKey(), entry.getValue()));
    return builder.build();
  }

  private static Document with(Document.WithMetadata with, boolean text, int depth) {
    Document metadata = map(with.metadata(), text, depth);
    Document value = of(with.value(), text, depth);
    boolean same = metadata == with.metadata() && value == with.value();
    return same || !(metadata instanceof Document.MapOf map)
        ? with
        : new Document.WithMetadata(map, value);
  }
}
