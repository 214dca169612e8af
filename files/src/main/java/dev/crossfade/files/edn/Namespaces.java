package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;

/** Keys of a namespaced map, <code>#:user{:id 1 :_/x 2 :own/y 3}</code>. */
final class Namespaces {
  private Namespaces() {}

  /** Whether a text can be the namespace of such a map. */
  static boolean isOne(String text) {
    try {
      return text.indexOf('/') < 0 && !new Document.Symbol(text).text().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The full key: a name gets the namespace, {@code _} takes it away, any other stays. */
  static Document apply(String namespace, Document key) {
    if (key instanceof Document.Keyword keyword) {
      return new Document.Keyword(full(namespace, keyword.text()));
    }
    if (key instanceof Document.Symbol symbol) {
      return new Document.Symbol(full(namespace, symbol.text()));
    }
    return key;
  }

  private static String full(String namespace, String name) {
    if (name.startsWith("_/")) {
      return name.substring(2);
    }
    return name.indexOf('/') > 0 ? name : namespace + "/" + name;
  }
}
