package dev.crossfade.core.shape;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;

/** Counts what integers, doubles and decimals look like. */
// Counts lie in arrays by ordinal: this is the hot path, and no ordinal leaves the class.
@SuppressWarnings("EnumOrdinal")
final class NumberForms {
  /** Up to here every integer is a double. */
  static final long EXACT = 1L << 53;

  /** Decimals of so many digits come back from a double as they were (IEEE 754: DBL_DIG). */
  static final int EXACT_DIGITS = 15;

  /** PostgreSQL's numeric: digits before and behind the point. */
  static final int NUMERIC_WHOLE = 131072;

  static final int NUMERIC_FRACTION = 16383;

  private static final long SECONDS_1990 = 631_152_000L;
  private static final long SECONDS_2100 = 4_102_444_800L;
  private static final double JULIAN_1900 = 2_415_020.5;
  private static final double JULIAN_2100 = 2_488_069.5;
  private static final double JULIAN_1970 = 2_440_587.5;
  private static final double MICROS_A_DAY = 86_400e6;

  private final long[] forms;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  NumberForms(long[] forms) {
    this.forms = forms;
  }

  void integer(long value) {
    if (value < min) {
      min = value;
    }
    if (value > max) {
      max = value;
    }
    if ((value & ~1L) == 0) {
      forms[Form.ZERO_ONE.ordinal()]++;
    }
    if (value <= EXACT && value >= -EXACT) {
      forms[Form.INTEGER_IN_DOUBLE.ordinal()]++;
    }
    if (value >= SECONDS_1990 && value < SECONDS_2100) {
      forms[Form.EPOCH_SECONDS.ordinal()]++;
    } else if (value >= SECONDS_1990 * 1000 && value < SECONDS_2100 * 1000) {
      forms[Form.EPOCH_MILLIS.ordinal()]++;
    }
  }

  void real(double value) {
    boolean negativeZero = value == 0 && 1 / value < 0;
    if (value == Math.rint(value) && Math.abs(value) <= EXACT && !negativeZero) {
      forms[Form.DOUBLE_INTEGRAL.ordinal()]++;
    }
    if (value >= JULIAN_1900 && value < JULIAN_2100) {
      long micros = Math.round((value - JULIAN_1970) * MICROS_A_DAY);
      if (micros / MICROS_A_DAY + JULIAN_1970 == value) {
        forms[Form.JULIAN_DAY.ordinal()]++;
      }
    }
  }

  /** A number in the form of {@link dev.crossfade.core.value.DecimalText}. */
  void decimal(byte[] data, int offset, int length) {
    if (length == 1 && data[offset] == '0') {
      forms[Form.NUMBER_IN_NUMERIC.ordinal()]++;
      return;
    }
    int end = offset + length;
    int first = data[offset] == '-' ? offset + 1 : offset;
    int mark = first;
    while (mark < end && data[mark] != 'E') {
      mark++;
    }
    int digits = mark - first;
    long exponent = exponent(data, mark + 1, end);
    if (inNumeric(digits, exponent)) {
      forms[Form.NUMBER_IN_NUMERIC.ordinal()]++;
    }
    // An integral value within 2^53 would come back as INTEGER.
    boolean comesBackAsInteger = exponent >= 0 && digits + exponent <= 16;
    if (!comesBackAsInteger && inDouble(data, offset, length, digits, exponent)) {
      forms[Form.DOUBLE_EXACT.ordinal()]++;
    }
  }

  static boolean inNumeric(long digits, long exponent) {
    return digits + exponent <= NUMERIC_WHOLE && exponent >= -NUMERIC_FRACTION;
  }

  private static boolean inDouble(byte[] data, int offset, int length, int digits, long exponent) {
    long magnitude = digits + exponent;
    if (digits > 17 || magnitude > 308 || magnitude < -306) {
      return false;
    }
    if (digits <= EXACT_DIGITS) {
      return true;
    }
    BigDecimal decimal =
        new BigDecimal(new String(data, offset, length, StandardCharsets.US_ASCII));
    double value = decimal.doubleValue();
    return shortest(value).compareTo(decimal) == 0;
  }

  /** The shortest decimal that reads as the double; the nearest to it of those. */
  static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = EXACT_DIGITS; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17));
  }

  private static long exponent(byte[] data, int start, int end) {
    boolean negative = start < end && data[start] == '-';
    long value = 0;
    for (int at = negative ? start + 1 : start; at < end; at++) {
      value = value * 10 + (data[at] - '0');
    }
    return negative ? -value : value;
  }

  long min() {
    return min > max ? 0 : min;
  }

  long max() {
    return min > max ? 0 : max;
  }
}
