package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map whose keys are keywords, as the server keeps things: <code>{:user/id "ann" …}</code>.
 * Immutable.
 */
record Entity(Document.MapOf map) {
  /** Nothing yet. */
  static final Entity EMPTY = new Entity(new Document.MapOf(Map.of()));

  /** A stored value; one that is missing, or no map, is empty. */
  static Entity of(@Nullable Document value) {
    return value instanceof Document.MapOf map ? new Entity(map) : EMPTY;
  }

  /** The moment now, in the precision of a database. */
  static Document now() {
    return new Document.Moment(Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  /** The same with one more value, or another one. */
  Entity with(String keyword, Document value) {
    return withKey(new Document.Keyword(keyword), value);
  }

  /** The same with one more text, or another one. */
  Entity with(String keyword, String value) {
    return with(keyword, new Document.Text(value));
  }

  /** The same with one more entry under any key, or another value there; null takes it away. */
  Entity withKey(Document key, @Nullable Document value) {
    Map<Document, Document> entries = new LinkedHashMap<>(map.entries());
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
    return new Entity(new Document.MapOf(entries));
  }

  /** A value, or null. */
  @Nullable Document get(String keyword) {
    return map.entries().get(new Document.Keyword(keyword));
  }

  /** A map in it; empty where there is none. */
  Entity entity(String keyword) {
    return of(get(keyword));
  }

  /** A text, or null where there is none. */
  @Nullable String text(String keyword) {
    return get(keyword) instanceof Document.Text text ? text.value() : null;
  }

  /** A whole number; 0 where there is none. */
  long number(String keyword) {
    return get(keyword) instanceof Document.Int number ? number.value() : 0;
  }
}
