package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata in its short forms, and several in a row. */
final class Metadata {
  private Metadata() {}

  /** The map that a form behind {@code ^} stands for; null when none. */
  static Document.@Nullable MapOf of(Document form, Keywords keywords) {
    if (form instanceof Document.MapOf map) {
      return map;
    }
    if (form instanceof Document.Keyword) {
      return single(form, new Document.Bool(true));
    }
    if (form instanceof Document.Text || form instanceof Document.Symbol) {
      return single(keywords.of("tag"), form);
    }
    return form instanceof Document.VectorOf ? single(keywords.of("param-tags"), form) : null;
  }

  private static Document.MapOf single(Document key, Document value) {
    MapBuilder map = new MapBuilder();
    map.put(key, value);
    return map.build();
  }

  /** The value with metadata; what stands further left holds where both say something. */
  static Document put(Document.MapOf metadata, Document value) {
    if (metadata.entries().isEmpty()) {
      return value;
    }
    if (!(value instanceof Document.WithMetadata inner)) {
      return new Document.WithMetadata(metadata, value);
    }
    MapBuilder merged = new MapBuilder();
    for (Map.Entry<Document, Document> entry : metadata.entries().entrySet()) {
      merged.put(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<Document, Document> entry : inner.metadata().entries().entrySet()) {
      merged.put(entry.getKey(), entry.getValue());
    }
    return new Document.WithMetadata(merged.build(), inner.value());
  }
}
