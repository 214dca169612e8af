package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;

/**
 * A key or an element with its text, and an order of them: integers by value, then anything else by
 * its text. The text is made once, so that sorting what is nested takes no more than its size.
 */
record EdnOrder(Document document, String text) implements Comparable<EdnOrder> {
  @Override
  public int compareTo(EdnOrder other) {
    if (document instanceof Document.Int first && other.document instanceof Document.Int second) {
      return Long.compare(first.value(), second.value());
    }
    boolean integer = document instanceof Document.Int;
    if (integer != other.document instanceof Document.Int) {
      return integer ? -1 : 1;
    }
    return text.compareTo(other.text);
  }
}
