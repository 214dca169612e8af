package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import java.util.HashMap;
import java.util.Map;

/** One object for each of the first keywords, since most come again and again. */
final class Keywords {
  private static final int MOST = 10_000;

  private final Map<String, Document.Keyword> known = new HashMap<>();

  /**
   * The keyword of a text without colon.
   *
   * @throws IllegalArgumentException when it is none
   */
  Document.Keyword of(String text) {
    Document.Keyword keyword = known.get(text);
    if (keyword == null) {
      keyword = new Document.Keyword(text);
      if (known.size() < MOST) {
        known.put(text, keyword);
      }
    }
    return keyword;
  }
}
