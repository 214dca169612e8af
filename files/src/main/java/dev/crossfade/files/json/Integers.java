package dev.crossfade.files.json;

/** Numbers in the form of {@link dev.crossfade.core.value.DecimalText} that are 64-bit integers. */
final class Integers {
  private static final int MAX_DIGITS = 19;

  private Integers() {}

  /** Whether {@code 12E3} is integral and fits into 64 bits. */
  static boolean fits(byte[] number, int length) {
    if (length == 1 && number[0] == '0') {
      return true;
    }
    int mark = mark(number);
    int sign = number[0] == '-' ? 1 : 0;
    if (number[mark + 1] == '-') {
      return false;
    }
    // More than 19 zeros cannot fit, whatever stands before them.
    if (length - mark - 1 > 2) {
      return false;
    }
    int zeros = exponent(number, mark + 1, length);
    if (mark - sign + zeros > MAX_DIGITS) {
      return false;
    }
    return mark - sign + zeros < MAX_DIGITS || withinRange(number, sign, mark, zeros);
  }

  private static boolean withinRange(byte[] number, int sign, int mark, int zeros) {
    String limit = sign == 1 ? "9223372036854775808" : "9223372036854775807";
    for (int i = 0; i < MAX_DIGITS; i++) {
      int digit = sign + i < mark ? number[sign + i] : '0';
      if (digit != limit.charAt(i)) {
        return digit < limit.charAt(i);
      }
    }
    return zeros >= 0;
  }

  /** The value of a number that {@link #fits}. */
  static long value(byte[] number, int length) {
    if (length == 1 && number[0] == '0') {
      return 0;
    }
    int mark = mark(number);
    boolean negative = number[0] == '-';
    long value = 0;
    for (int i = negative ? 1 : 0; i < mark; i++) {
      value = value * 10 - (number[i] - '0');
    }
    for (int zeros = exponent(number, mark + 1, length); zeros > 0; zeros--) {
      value *= 10;
    }
    return negative ? value : -value;
  }

  private static int mark(byte[] number) {
    int mark = 0;
    while (number[mark] != 'E') {
      mark++;
    }
    return mark;
  }

  private static int exponent(byte[] number, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (number[i] - '0');
    }
    return value;
  }
}
