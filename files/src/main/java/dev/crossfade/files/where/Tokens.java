package dev.crossfade.files.where;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Locale;
import java.util.Set;

/** The words and signs of a condition, one after the other. */
final class Tokens {
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "is", "null", "true", "false");

  /** What a token is. */
  enum Kind {
    WORD,
    KEYWORD,
    QUOTED,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  private final String text;
  private int next;

  /** The token at hand: its kind, its content, and where it starts, from 0. */
  Kind kind = Kind.END;

  String content = "";
  int start;

  Tokens(String text) {
    this.text = text;
    advance();
  }

  /** Whether the token is a keyword, given in lower case, or a sign. */
  boolean is(String wanted) {
    return (kind == Kind.KEYWORD || kind == Kind.SIGN) && content.equals(wanted);
  }

  /** Passes the token if it is the one wanted. */
  boolean pass(String wanted) {
    boolean there = is(wanted);
    if (there) {
      advance();
    }
    return there;
  }

  /** Moves to the next token. */
  void advance() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    start = next;
    if (next == text.length()) {
      kind = Kind.END;
      content = "";
      return;
    }
    int first = text.codePointAt(next);
    if (first == '\'') {
      quoted(Kind.TEXT, '\'');
    } else if (first == '"') {
      quoted(Kind.QUOTED, '"');
    } else if (isDigit(next) || ((first == '-' || first == '+') && isDigit(next + 1))) {
      number();
    } else if (isWord(first)) {
      word();
    } else {
      sign(first);
    }
  }

  private void quoted(Kind quotedKind, char quote) {
    StringBuilder out = new StringBuilder();
    int at = next + 1;
    while (true) {
      if (at >= text.length()) {
        kind = Kind.END;
        start = text.length();
        throw expected("a closing " + quote);
      }
      char c = text.charAt(at++);
      if (c == quote) {
        if (at >= text.length() || text.charAt(at) != quote) {
          break;
        }
        at++;
      }
      out.append(c);
    }
    take(quotedKind, out.toString(), at);
  }

  private void number() {
    int at = digits(next + 1);
    if (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
      at = digits(at + 1);
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      int digits = at + (signed ? 2 : 1);
      at = isDigit(digits) ? digits(digits) : at;
    }
    take(Kind.NUMBER, text.substring(next, at), at);
  }

  private int digits(int from) {
    int at = from;
    while (isDigit(at)) {
      at++;
    }
    return at;
  }

  private boolean isDigit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private void word() {
    int at = next;
    while (at < text.length() && isWord(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String word = text.substring(next, at);
    String lower = word.toLowerCase(Locale.ROOT);
    boolean keyword = WORDS.contains(lower);
    take(keyword ? Kind.KEYWORD : Kind.WORD, keyword ? lower : word, at);
  }

  private void sign(int first) {
    String two = text.substring(next, Math.min(next + 2, text.length()));
    boolean pair = Set.of("!=", "<>", "<=", ">=").contains(two);
    take(Kind.SIGN, pair ? two : Character.toString(first), next + (pair ? 2 : width(first)));
  }

  private static int width(int codePoint) {
    return Character.charCount(codePoint);
  }

  private void take(Kind tokenKind, String tokenContent, int end) {
    kind = tokenKind;
    content = tokenContent;
    next = end;
  }

  /** The place of the token, counted in characters from 1. */
  int place() {
    return text.codePointCount(0, start) + 1;
  }

  /** The refusal of the token at hand. */
  CrossfadeException expected(String what) {
    String found =
        switch (kind) {
          case END -> "it ended";
          case TEXT -> "was a text";
          case NUMBER -> "was a number";
          default -> "was " + text.substring(start, next);
        };
    return new CrossfadeException(
        ErrorCode.CF_2216, "expected " + what + " but " + found + " at character " + place());
  }
}
