package dev.crossfade.files.where;

import java.util.Arrays;

/** Order of numbers in the form of {@link dev.crossfade.core.value.DecimalText}; exact. */
final class DecimalOrder {
  private DecimalOrder() {}

  /** Below, at or above 0 as the first number is less than, equal to or greater than the second. */
  static int compare(byte[] one, int oneLength, byte[] other, int otherLength) {
    int sign = sign(one);
    int difference = Integer.compare(sign, sign(other));
    if (difference != 0 || sign == 0) {
      return difference;
    }
    int oneMark = mark(one);
    int otherMark = mark(other);
    int first = sign < 0 ? 1 : 0;
    long magnitude = oneMark + exponent(one, oneMark, oneLength);
    long otherMagnitude = otherMark + exponent(other, otherMark, otherLength);
    int larger =
        magnitude == otherMagnitude
            ? Arrays.compare(one, first, oneMark, other, first, otherMark)
            : Long.compare(magnitude, otherMagnitude);
    return sign * Integer.signum(larger);
  }

  private static int sign(byte[] number) {
    if (number[0] == '0') {
      return 0;
    }
    return number[0] == '-' ? -1 : 1;
  }

  private static int mark(byte[] number) {
    int mark = 0;
    while (number[mark] != 'E') {
      mark++;
    }
    return mark;
  }

  private static long exponent(byte[] number, int mark, int length) {
    boolean negative = number[mark + 1] == '-';
    long value = 0;
    for (int i = mark + (negative ? 2 : 1); i < length; i++) {
      value = value * 10 + (number[i] - '0');
    }
    return negative ? -value : value;
  }
}
