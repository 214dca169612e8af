package dev.crossfade.files.store;

/** What the readable side of a {@link FileStore} is. */
public enum FileFormat {
  /** One EDN map. A key is a keyword, with its colon, or text; it keeps every document. */
  EDN,
  /** One JSON object, a line a key. It keeps what JSON can say. */
  JSON,
  /** A folder with a JSON document a key, in folders where keys have slashes. */
  JSON_FOLDER
}
