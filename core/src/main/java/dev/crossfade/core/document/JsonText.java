package dev.crossfade.core.document;

/** Writes strings of JSON. */
final class JsonText {
  private JsonText() {}

  /**
   * Appends a quoted string. Characters that JSON needs escaped are, and U+0000 and lone
   * surrogates; everything else stands as it is.
   */
  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '"', '\\' -> out.append('\\').append(unit);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (unit < 0x20) {
            unicode(unit, out);
          } else if (!Character.isSurrogate(unit)) {
            out.append(unit);
          } else if (isPair(text, i)) {
            out.append(unit).append(text.charAt(++i));
          } else {
            unicode(unit, out);
          }
        }
      }
    }
    out.append('"');
  }

  /** Appends a backslash, u and four digits in lower case. */
  static void unicode(char unit, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(unit >> shift & 0xf, 16));
    }
  }

  /** Whether the surrogate here and the one behind it are a pair. */
  static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  /** Whether PostgreSQL can hold a text: it has no U+0000 and no lone surrogate. */
  static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        return false;
      }
      if (Character.isSurrogate(unit)) {
        if (!isPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
