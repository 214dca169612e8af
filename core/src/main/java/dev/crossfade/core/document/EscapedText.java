package dev.crossfade.core.document;

import java.util.HexFormat;

/** Text in which U+0000, lone surrogates and backslashes are escaped, for {@link DocumentJson}. */
final class EscapedText {
  private EscapedText() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '\\') {
        out.append("\\\\");
      } else if (Character.isSurrogate(unit) && JsonText.isPair(text, i)) {
        out.append(unit).append(text.charAt(++i));
      } else if (unit == 0 || Character.isSurrogate(unit)) {
        JsonText.unicode(unit, out);
      } else {
        out.append(unit);
      }
    }
    return out.toString();
  }

  /** One character; a backslash alone is itself. */
  static String ofCharacter(int codePoint) {
    String text = Character.toString(codePoint);
    return JsonText.storable(text) ? text : of(text);
  }

  /**
   * Takes the escapes away.
   *
   * @throws IllegalArgumentException when they are none
   */
  static String read(String escaped) {
    StringBuilder out = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char unit = escaped.charAt(i);
      if (unit != '\\') {
        out.append(unit);
      } else if (escaped.startsWith("\\\\", i)) {
        out.append('\\');
        i++;
      } else if (escaped.startsWith("\\u", i) && i + 6 <= escaped.length()) {
        out.append(unit(escaped.substring(i + 2, i + 6)));
        i += 5;
      } else {
        throw new IllegalArgumentException("expected an escape");
      }
    }
    return out.toString();
  }

  private static char unit(String digits) {
    // Integer.parseInt alone takes a sign, and digits of other scripts.
    if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("expected four hexadecimal digits");
    }
    return (char) Integer.parseInt(digits, 16);
  }

  /**
   * Reads what {@link #ofCharacter} wrote.
   *
   * @throws IllegalArgumentException when it is not one character
   */
  static int readCharacter(String escaped) {
    boolean alone = escaped.codePointCount(0, escaped.length()) == 1;
    String text = alone ? escaped : read(escaped);
    if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
      throw new IllegalArgumentException("expected one character");
    }
    return text.codePointAt(0);
  }
}
