package dev.crossfade.core.document;

/**
 * Which texts are names of keywords, symbols and tags: those that EDN's notation gives back when
 * they are written. That is wider than EDN's specification, because Clojure prints and reads more:
 * any character but white space, commas, control characters, lone surrogates and <code>
 * "();[]{}^\</code>; digits at the start of a keyword or behind a slash; more slashes than one, of
 * which the first ends the namespace. A symbol begins with no quote ({@code '}, backquote,
 * {@code @}, {@code ~}) and not as a number does, {@code -.5}. Messages don't hold the text, which
 * may be data.
 */
final class Names {
  private static final String TERMINATORS = "\"();[]{}^\\,";

  /** No symbol begins with these: keywords do, and what Clojure reads as code. */
  private static final String NO_SYMBOL = ":#'`@~";

  private Names() {}

  static void checkKeyword(String text) {
    if (text.startsWith(":") || !common(text)) {
      throw new IllegalArgumentException("expected a name that a keyword can have");
    }
  }

  static void checkSymbol(String text) {
    if (!symbol(text)) {
      throw new IllegalArgumentException("expected a name that a symbol can have");
    }
  }

  static void checkTag(String text) {
    boolean own = text.equals("inst") || text.equals("uuid");
    if (own || !symbol(text) || !Character.isLetter(text.codePointAt(0))) {
      throw new IllegalArgumentException("expected a name that a tag can have");
    }
  }

  private static boolean symbol(String text) {
    if (!common(text) || NO_SYMBOL.indexOf(text.charAt(0)) >= 0) {
      return false;
    }
    return switch (text) {
      case "nil", "true", "false" -> false;
      default -> !beginsLikeNumber(text);
    };
  }

  /** Whether a sign, a point or both stand before a digit, or nothing does. */
  private static boolean beginsLikeNumber(String text) {
    char first = text.charAt(0);
    int at = first == '+' || first == '-' ? 1 : 0;
    at += text.startsWith(".", at) ? 1 : 0;
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean common(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (!constituent(point)) {
        return false;
      }
      i += Character.charCount(point) - 1;
    }
    int slash = text.indexOf('/');
    return slash < 0 || text.equals("/") || (slash > 0 && slash < text.length() - 1);
  }

  /** Whether a code point may be part of a name. */
  static boolean constituent(int point) {
    return !Character.isWhitespace(point)
        && !Character.isSpaceChar(point)
        && !Character.isISOControl(point)
        && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
        && TERMINATORS.indexOf(point) < 0;
  }
}
