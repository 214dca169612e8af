package dev.crossfade.core.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal number that gives a double back, the nearest to it among the shortest. What
 * {@code Double.toString} prints depends on the version of Java and is not always that; two
 * decimals of at most 15 digits never mean one double of the usual range, so those are it.
 */
public final class DoubleText {
  private static final int ALWAYS_UNIQUE = 15;
  private static final int ALWAYS_ENOUGH = 17;

  /** Within these, the digits are written without an exponent. */
  private static final double LEAST_PLAIN = 1e-6;

  private static final double MOST_PLAIN = 1e18;

  private DoubleText() {}

  /** The shortest decimal of a finite double, without trailing zeros. */
  public static BigDecimal shortest(double value) {
    BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    boolean usual = Math.abs(value) >= Double.MIN_NORMAL;
    if (value == 0 || (usual && printed.precision() <= ALWAYS_UNIQUE)) {
      return printed;
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = usual ? ALWAYS_UNIQUE : 1; digits < ALWAYS_ENOUGH; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(ALWAYS_ENOUGH, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  /** Whether {@link #text} has no exponent and no minus before a zero. */
  static boolean plain(double value) {
    double size = Math.abs(value);
    return (value == 0 && Double.doubleToRawLongBits(value) == 0)
        || (size >= LEAST_PLAIN && size < MOST_PLAIN);
  }

  /**
   * Text of a finite double with a point or an exponent: {@code 1.0}, {@code -0.0}, {@code 1E+30}.
   */
  public static String text(double value) {
    if (value == 0) {
      return Double.toString(value);
    }
    BigDecimal shortest = shortest(value);
    if (!plain(value)) {
      String text = shortest.toString();
      return text.indexOf('E') < 0 && text.indexOf('.') < 0 ? text + ".0" : text;
    }
    String text = shortest.toPlainString();
    return text.indexOf('.') < 0 ? text + ".0" : text;
  }
}
