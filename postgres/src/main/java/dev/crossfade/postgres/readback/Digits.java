package dev.crossfade.postgres.readback;

/** Prints and reads decimal digits in bytes. */
final class Digits {
  /** Room for any 64-bit integer with its sign. */
  static final int MAXIMUM = 20;

  private Digits() {}

  /** Prints an integer and returns the position behind it. */
  static int print(long value, byte[] out, int at) {
    long rest = value < 0 ? value : -value;
    int length = value < 0 ? 2 : 1;
    for (long r = rest; r <= -10; r /= 10) {
      length++;
    }
    int end = at + length;
    for (int i = end - 1; i >= at; i--) {
      out[i] = (byte) ('0' - rest % 10);
      rest /= 10;
    }
    if (value < 0) {
      out[at] = '-';
    }
    return end;
  }

  /** Prints exactly {@code width} digits of a number that is not negative. */
  static int padded(int value, int width, byte[] out, int at) {
    int rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + width;
  }

  /** Whether the bytes are a 64-bit integer as {@link #print} writes it. */
  static boolean isCanonicalInteger(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    boolean negative = at < end && bytes[at] == '-';
    if (negative) {
      at++;
    }
    int digits = end - at;
    if (digits == 0 || digits > 19 || (bytes[at] == '0' && (negative || digits > 1))) {
      return false;
    }
    for (int i = at; i < end; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return digits < 19 || fits(bytes, at, negative);
  }

  /** The value of what {@link #isCanonicalInteger} accepted. */
  static long parse(byte[] bytes, int offset, int length) {
    boolean negative = bytes[offset] == '-';
    long value = 0;
    for (int at = negative ? offset + 1 : offset; at < offset + length; at++) {
      value = value * 10 - (bytes[at] - '0');
    }
    return negative ? value : -value;
  }

  private static boolean fits(byte[] bytes, int at, boolean negative) {
    String limit = negative ? "9223372036854775808" : "9223372036854775807";
    for (int i = 0; i < 19; i++) {
      int order = bytes[at + i] - limit.charAt(i);
      if (order != 0) {
        return order < 0;
      }
    }
    return true;
  }
}
