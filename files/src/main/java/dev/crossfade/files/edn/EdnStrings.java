package dev.crossfade.files.edn;

import org.jspecify.annotations.Nullable;

/** Escapes in strings, and names of characters. */
final class EdnStrings {
  private static final int MOST_OCTAL = 0xff;

  private EdnStrings() {}

  /** The value of four hexadecimal digits at a place, or -1. */
  static int hex4(String text, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit =
          i < text.length() && text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** How many octal digits, three at most, stand at a place. */
  static int octalDigits(String text, int at) {
    int count = 0;
    while (count < 3
        && at + count < text.length()
        && text.charAt(at + count) >= '0'
        && text.charAt(at + count) <= '7') {
      count++;
    }
    return count;
  }

  /** The value of one to three octal digits, or -1 when it is more than 0377. */
  static int octal(String digits) {
    int value = Integer.parseInt(digits, 8);
    return value > MOST_OCTAL ? -1 : value;
  }

  /** The character that a backslash and a letter stand for in a string; null when none. */
  static @Nullable Character escape(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\' -> letter;
      default -> null;
    };
  }

  /** The code point of a character's token without its backslash, or -1. */
  static int character(String token) {
    if (token.codePointCount(0, token.length()) == 1) {
      return token.codePointAt(0);
    }
    if (token.startsWith("u") && token.length() == 5) {
      return hex4(token, 1);
    }
    int octal = token.length() - 1;
    if (token.startsWith("o") && octal <= 3 && octalDigits(token, 1) == octal) {
      return octal(token.substring(1));
    }
    return switch (token) {
      case "newline" -> '\n';
      case "return" -> '\r';
      case "space" -> ' ';
      case "tab" -> '\t';
      case "formfeed" -> '\f';
      case "backspace" -> '\b';
      default -> -1;
    };
  }
}
