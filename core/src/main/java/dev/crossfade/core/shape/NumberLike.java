package dev.crossfade.core.shape;

/** Whether a text could be the print of a number in any notation. */
final class NumberLike {
  private NumberLike() {}

  static boolean matches(byte[] data, int offset, int length) {
    int end = offset + length;
    int at = data[offset] == '-' || data[offset] == '+' ? offset + 1 : offset;
    if (at == end) {
      return false;
    }
    byte first = data[at];
    if (first > '9') {
      return is(data, at, end, "nan") || is(data, at, end, "inf") || is(data, at, end, "infinity");
    }
    int start = at;
    at = skipDigits(data, at, end);
    int digits = at - start;
    if (at < end && data[at] == '.') {
      start = ++at;
      at = skipDigits(data, at, end);
      digits += at - start;
    }
    if (digits == 0) {
      return false;
    }
    return at == end || exponent(data, at, end);
  }

  private static boolean exponent(byte[] data, int start, int end) {
    if (data[start] != 'e' && data[start] != 'E') {
      return false;
    }
    int at = start + 1;
    if (at < end && (data[at] == '-' || data[at] == '+')) {
      at++;
    }
    return at < end && skipDigits(data, at, end) == end;
  }

  private static int skipDigits(byte[] data, int start, int end) {
    int at = start;
    while (at < end && data[at] >= '0' && data[at] <= '9') {
      at++;
    }
    return at;
  }

  private static boolean is(byte[] data, int start, int end, String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((data[start + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
