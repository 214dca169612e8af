package dev.crossfade.core.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * The normal form of a decimal number, so that {@code 1.10}, {@code 11e-1} and {@code 1.1} are one:
 *
 * <pre>
 * number := "0" | ["-"] digits "E" exponent      digits without leading or trailing zeros
 * </pre>
 *
 * {@code 1.10} is {@code 11E-1}, {@code 100} is {@code 1E2}, {@code -0} is {@code 0}.
 */
public final class DecimalText {
  private static final int MAX_EXPONENT_DIGITS = 9;

  private DecimalText() {}

  /** The normal form of a value. */
  public static byte[] of(BigDecimal value) {
    if (value.signum() == 0) {
      return new byte[] {'0'};
    }
    BigDecimal stripped = value.stripTrailingZeros();
    String text = stripped.unscaledValue() + "E" + -(long) stripped.scale();
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Writes the normal form of a number in JSON's notation (a leading {@code +} or zeros are borne)
   * to {@code out} and returns its length, or -1 when the bytes are no number or the exponent has
   * more than nine digits.
   *
   * @param out at least {@code length + 22} bytes
   */
  public static int normalise(byte[] bytes, int offset, int length, byte[] out) {
    int end = offset + length;
    int at = offset;
    boolean negative = at < end && bytes[at] == '-';
    if (negative || (at < end && bytes[at] == '+')) {
      at++;
    }
    int count = negative ? 1 : 0;
    int first = count;
    long exponent = 0;
    boolean point = false;
    boolean any = false;
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b == '.' && !point) {
        point = true;
      } else if (b >= '0' && b <= '9') {
        any = true;
        if (point) {
          exponent--;
        }
        if (b != '0' || count > first) {
          out[count++] = b;
        }
      } else {
        break;
      }
    }
    if (!any) {
      return -1;
    }
    if (at < end) {
      long written = exponent(bytes, at, end);
      if (written == Long.MIN_VALUE) {
        return -1;
      }
      exponent += written;
    }
    return finish(out, negative, first, count, exponent);
  }

  private static int finish(byte[] out, boolean negative, int first, int digits, long exponent) {
    int count = digits;
    long scale = exponent;
    while (count > first && out[count - 1] == '0') {
      count--;
      scale++;
    }
    if (count == first) {
      out[0] = '0';
      return 1;
    }
    if (negative) {
      out[0] = '-';
    }
    out[count++] = 'E';
    if (scale >= -9 && scale <= 9) {
      if (scale < 0) {
        out[count++] = '-';
      }
      out[count++] = (byte) ('0' + Math.abs(scale));
      return count;
    }
    byte[] text = Long.toString(scale).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, out, count, text.length);
    return count + text.length;
  }

  private static long exponent(byte[] bytes, int start, int end) {
    int at = start;
    if (bytes[at] != 'e' && bytes[at] != 'E') {
      return Long.MIN_VALUE;
    }
    at++;
    boolean negative = at < end && bytes[at] == '-';
    if (negative || (at < end && bytes[at] == '+')) {
      at++;
    }
    if (at >= end || end - at > MAX_EXPONENT_DIGITS) {
      return Long.MIN_VALUE;
    }
    long value = 0;
    for (; at < end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return Long.MIN_VALUE;
      }
      value = value * 10 + (bytes[at] - '0');
    }
    return negative ? -value : value;
  }
}
