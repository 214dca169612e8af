package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Numbers and texts as {@code float8}, where the double gives the same number or text again. */
final class DoubleCells {
  /** Up to here every integer is a double. */
  private static final long EXACT_INTEGER = 1L << 53;

  /** So many decimal digits survive a double (IEEE 754, DBL_DIG). */
  private static final int EXACT_DIGITS = 15;

  /** So many name every double. */
  private static final int MOST_DIGITS = 17;

  /** Powers of ten that are doubles; a quotient or product with one of them is rounded once. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private DoubleCells() {}

  /** An integer that comes back as integer. */
  static @Nullable ErrorCode integer(long value, CopyBuffer out) {
    if (value > EXACT_INTEGER || value < -EXACT_INTEGER) {
      return ErrorCode.CF_5012;
    }
    out.putLongCell(Double.doubleToRawLongBits((double) value));
    return null;
  }

  /** A double beside integers: an integral one would come back as integer. */
  static @Nullable ErrorCode besideIntegers(double value, CopyBuffer out) {
    boolean negativeZero = value == 0 && 1 / value < 0;
    if (value == Math.rint(value) && Math.abs(value) <= EXACT_INTEGER && !negativeZero) {
      return ErrorCode.CF_5024;
    }
    out.putLongCell(Double.doubleToRawLongBits(value));
    return null;
  }

  /** A number in its normal form: digits, {@code E}, exponent. */
  static @Nullable ErrorCode number(byte[] data, int offset, int length, CopyBuffer out) {
    if (length == 1 && data[offset] == '0') {
      return ErrorCode.CF_5024;
    }
    boolean negative = data[offset] == '-';
    int first = negative ? offset + 1 : offset;
    int mark = first;
    while (data[mark] != 'E') {
      mark++;
    }
    int count = mark - first;
    if (count > MOST_DIGITS) {
      return ErrorCode.CF_5012;
    }
    long exponent = NumericCells.exponent(data, mark + 1, offset + length);
    double value;
    if (count <= EXACT_DIGITS && exponent < 0 && exponent > -POWERS.length) {
      double magnitude = mantissa(data, first, mark) / POWERS[(int) -exponent];
      value = negative ? -magnitude : magnitude;
    } else {
      BigDecimal decimal =
          new BigDecimal(new String(data, offset, length, StandardCharsets.US_ASCII));
      value = decimal.doubleValue();
      if (Double.isInfinite(value) || shortest(value).compareTo(decimal) != 0) {
        return ErrorCode.CF_5012;
      }
    }
    if (exponent >= 0 && Math.abs(value) <= EXACT_INTEGER) {
      return ErrorCode.CF_5024;
    }
    out.putLongCell(Double.doubleToRawLongBits(value));
    return null;
  }

  /** Text in plain notation: at most 15 digits, no needless zeros. */
  static @Nullable ErrorCode text(byte[] data, int offset, int length, CopyBuffer out) {
    int end = offset + length;
    boolean negative = length > 0 && data[offset] == '-';
    int first = negative ? offset + 1 : offset;
    long mantissa = 0;
    int digits = 0;
    int point = -1;
    for (int at = first; at < end; at++) {
      int digit = data[at] - '0';
      if (data[at] == '.' && point < 0) {
        point = at;
      } else if (digit < 0 || digit > 9 || digits == EXACT_DIGITS) {
        return ErrorCode.CF_5006;
      } else {
        mantissa = mantissa * 10 + digit;
        digits += mantissa > 0 ? 1 : 0;
      }
    }
    int whole = (point < 0 ? end : point) - first;
    int scale = point < 0 ? 0 : end - point - 1;
    boolean plain =
        whole > 0
            && (whole == 1 || data[first] != '0')
            && (point < 0 || (scale > 0 && data[end - 1] != '0'))
            && !(negative && mantissa == 0)
            && scale < POWERS.length;
    if (!plain) {
      return ErrorCode.CF_5006;
    }
    double magnitude = mantissa / POWERS[scale];
    if (magnitude != 0 && magnitude < 0.0001) {
      return ErrorCode.CF_5006;
    }
    out.putLongCell(Double.doubleToRawLongBits(negative ? -magnitude : magnitude));
    return null;
  }

  private static long mantissa(byte[] data, int start, int end) {
    long value = 0;
    for (int at = start; at < end; at++) {
      value = value * 10 + (data[at] - '0');
    }
    return value;
  }

  /** Of the shortest decimals that read as the double, the nearest to it. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS));
  }
}
