package dev.crossfade.files.edn;

/** What separates and ends tokens of EDN. All of it is ASCII. */
final class EdnChars {
  private EdnChars() {}

  static boolean isSpace(int c) {
    return c == ' ' || c == ',' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
  }

  /** Whether a token ends before this. */
  static boolean isDelimiter(int c) {
    return isSpace(c)
        || switch (c) {
          case '"', ';', '(', ')', '[', ']', '{', '}', '^', '\\' -> true;
          default -> false;
        };
  }
}
