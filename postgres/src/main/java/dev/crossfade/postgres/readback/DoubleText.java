package dev.crossfade.postgres.readback;

import java.nio.charset.StandardCharsets;

/** Doubles as {@link Double#toString(double)} prints them. */
final class DoubleText {
  private static final int MAXIMUM = 26;

  private DoubleText() {}

  /** Whether the bytes are such a print; NaN is not taken for one. */
  static boolean isCanonical(byte[] bytes, int offset, int length) {
    if (length == 0 || length > MAXIMUM || !mayBe(bytes[offset])) {
      return false;
    }
    try {
      double value = parse(bytes, offset, length);
      return Double.toString(value).equals(text(bytes, offset, length));
    } catch (NumberFormatException other) {
      return false;
    }
  }

  /** The value of what {@link #isCanonical} accepted. */
  static double parse(byte[] bytes, int offset, int length) {
    return Double.parseDouble(text(bytes, offset, length));
  }

  private static boolean mayBe(byte first) {
    return (first >= '0' && first <= '9') || first == '-' || first == 'I';
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }
}
