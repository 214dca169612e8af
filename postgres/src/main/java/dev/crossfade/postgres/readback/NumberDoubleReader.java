package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;

/** A double that stands for a number of a file. What no file can hold stays a double. */
final class NumberDoubleReader implements FieldReader {
  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    double value = Binary.float8(data, offset);
    if (FieldReaders.isSafeInteger(value)) {
      out.putLong((long) value);
    } else if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      out.putDouble(value);
    } else {
      byte[] number = DecimalText.of(ShortestDecimal.of(value));
      out.put(Tag.NUMBER, number, 0, number.length);
    }
  }
}
