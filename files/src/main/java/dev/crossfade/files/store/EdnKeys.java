package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;

/**
 * Keys of a store as keys of an EDN map, one to one:
 *
 * <pre>
 * :presence/42      keyword            key with its colon, where the rest can be a keyword
 * presence/42       "presence/42"      any other
 * ~:a               ":a"               a text that would be taken for one of these has a ~ before it
 * </pre>
 */
final class EdnKeys {
  private EdnKeys() {}

  static Document document(String key) {
    if (key.startsWith(":")) {
      try {
        return new Document.Keyword(key.substring(1));
      } catch (IllegalArgumentException | CrossfadeException e) {
        return new Document.Text(key);
      }
    }
    if (key.startsWith("~") && !isItself(key.substring(1))) {
      return new Document.Text(key.substring(1));
    }
    return new Document.Text(key);
  }

  private static boolean isItself(String text) {
    return document(text).equals(new Document.Text(text));
  }

  static String key(Document document) {
    if (document instanceof Document.Keyword keyword) {
      return ":" + keyword.text();
    }
    if (document instanceof Document.Text text) {
      return isItself(text.value()) ? text.value() : "~" + text.value();
    }
    throw new CrossfadeException(
        ErrorCode.CF_7011,
        "expected keywords and text as keys but was a " + document.getClass().getSimpleName());
  }
}
