package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;

/** A UUID as text in lower case with hyphens. */
final class UuidReader implements FieldReader {
  private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] scratch = new byte[36];

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    int at = 0;
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        scratch[at++] = '-';
      }
      scratch[at++] = HEXADECIMAL[data[offset + i] >> 4 & 0xf];
      scratch[at++] = HEXADECIMAL[data[offset + i] & 0xf];
    }
    out.put(Tag.TEXT, scratch, 0, at);
  }
}
