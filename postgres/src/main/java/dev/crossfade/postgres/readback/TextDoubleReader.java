package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.RowBatch;
import java.math.BigDecimal;

/**
 * A double as text in plain notation: at most 15 digits, no needless zeros, from 0.0001 to below
 * 10^15. Every other double is printed as Java does, with an exponent, more digits or {@code .0}.
 */
final class TextDoubleReader implements FieldReader {
  private static final double SMALLEST = 0.0001;
  private static final double END = 1e15;

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    double value = Binary.float8(data, offset);
    out.putText(print(value));
  }

  private static String print(double value) {
    if (value == 0) {
      return 1 / value > 0 ? "0" : "-0.0";
    }
    double magnitude = Math.abs(value);
    if (magnitude >= SMALLEST && magnitude < END) {
      BigDecimal decimal = ShortestDecimal.of(value);
      if (decimal.precision() <= ShortestDecimal.UNIQUE_DIGITS) {
        return decimal.toPlainString();
      }
    }
    return Double.toString(value);
  }
}
