package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.math.BigDecimal;

/**
 * A moment as whole units since 1970. What is between two units comes back as a NUMBER and an
 * infinity as a DOUBLE: both differ from every INTEGER, and order as they should.
 */
final class EpochReader implements FieldReader {
  private static final long SECONDS_1970_TO_2000 = 946_684_800L;

  private final long microsPerUnit;
  private final long unitsTo2000;

  EpochReader(long microsPerUnit) {
    this.microsPerUnit = microsPerUnit;
    unitsTo2000 = SECONDS_1970_TO_2000 * (1_000_000 / microsPerUnit);
  }

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    long micros = Binary.int8(data, offset);
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      out.putDouble(micros > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    } else if (Math.floorMod(micros, microsPerUnit) == 0) {
      out.putLong(micros / microsPerUnit + unitsTo2000);
    } else {
      byte[] number =
          DecimalText.of(
              BigDecimal.valueOf(micros)
                  .divide(BigDecimal.valueOf(microsPerUnit))
                  .add(BigDecimal.valueOf(unitsTo2000)));
      out.put(Tag.NUMBER, number, 0, number.length);
    }
  }
}
