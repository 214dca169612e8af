package dev.crossfade.views;

/** What the names of an object become as keys of a map in a document; read is either. */
public enum KeyNaming {
  /** Text, as in JSON: {@code {"name" 1}}. */
  KEYS_AS_TEXT,
  /** Keywords, as is usual in EDN: {@code {:name 1}}; also those of maps with data as keys. */
  KEYS_AS_KEYWORDS
}
