package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;

/** A double that stands for a number of a file. What no file can hold stays a double. */
final class NumberDoubleReader implements FieldReader {
  private final byte[] scratch = new byte[64];

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    double value = Binary.float8(data, offset);
    if (FieldReaders.isSafeInteger(value)) {
      out.putLong((long) value);
    } else if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      out.putDouble(value);
    } else {
      byte[] print = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
      out.put(Tag.NUMBER, scratch, 0, DecimalText.normalise(print, 0, print.length, scratch));
    }
  }
}
