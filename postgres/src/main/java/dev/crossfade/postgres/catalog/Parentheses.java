package dev.crossfade.postgres.catalog;

/** Takes off the parentheses that PostgreSQL prints around a whole expression. */
final class Parentheses {
  private Parentheses() {}

  static String strip(String expression) {
    String text = expression;
    while (text.startsWith("(") && closing(text) == text.length() - 1) {
      text = text.substring(1, text.length() - 1);
    }
    return text;
  }

  /** Where the parenthesis at the start is closed. */
  private static int closing(String text) {
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        at = quoteEnd(text, at);
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return at;
      }
    }
    return -1;
  }

  /** A doubled quote reads as two strings, which ends at the same place. */
  private static int quoteEnd(String text, int start) {
    char quote = text.charAt(start);
    boolean escapes = quote == '\'' && start > 0 && text.charAt(start - 1) == 'E';
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != quote) {
      at += escapes && text.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }
}
