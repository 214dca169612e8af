package dev.crossfade.postgres.readback;

import java.math.BigDecimal;
import java.math.MathContext;

/** The shortest decimal that reads as a double, and of those the nearest to it. */
final class ShortestDecimal {
  /** Decimals of so many digits are the only one that their double stands for. */
  static final int UNIQUE_DIGITS = 15;

  private static final int ENOUGH_DIGITS = 17;
  // Far above the subnormal doubles, which have fewer digits.
  private static final double FULL_PRECISION = 1e-290;

  private ShortestDecimal() {}

  /**
   * @param value finite
   */
  static BigDecimal of(double value) {
    boolean full = Math.abs(value) >= FULL_PRECISION;
    // Before Java 19 the print of a double may have a digit too many.
    BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (value == 0 || (full && printed.precision() <= UNIQUE_DIGITS)) {
      return printed;
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = full ? UNIQUE_DIGITS : 1; digits < ENOUGH_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(ENOUGH_DIGITS));
  }
}
