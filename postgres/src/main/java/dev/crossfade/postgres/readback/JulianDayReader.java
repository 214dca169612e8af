package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.RowBatch;
import java.math.BigDecimal;
import java.math.MathContext;

/** A moment as the double next to its exact Julian day. */
final class JulianDayReader implements FieldReader {
  private static final MathContext FAR_BEYOND_A_DOUBLE = new MathContext(60);
  private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(86_400_000_000L);
  private static final BigDecimal DAY_OF_2000 = new BigDecimal("2451544.5");
  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final long MILLIS_TO_2000 = 24_515_445L * (MILLIS_PER_DAY / 10);
  private static final long EXACT = 1L << 52;

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    long micros = Binary.int8(data, offset);
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      out.putDouble(micros > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    } else if (micros % 1000 == 0 && Math.abs(micros / 1000) < EXACT) {
      // Both numbers are exact as doubles, so that the quotient is rounded once.
      out.putDouble((micros / 1000 + MILLIS_TO_2000) / (double) MILLIS_PER_DAY);
    } else {
      out.putDouble(
          BigDecimal.valueOf(micros)
              .divide(MICROS_PER_DAY, FAR_BEYOND_A_DOUBLE)
              .add(DAY_OF_2000)
              .doubleValue());
    }
  }
}
