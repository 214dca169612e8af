package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;

/**
 * Text with {@code \\} for a backslash and {@code \0} for U+0000. Any other use of a backslash was
 * not written by Crossfade and comes back as malformed text, which no raw value here is.
 */
final class EscapedTextReader implements FieldReader {
  private byte[] scratch = new byte[256];

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    int end = offset + length;
    int at = offset;
    while (at < end && data[at] != '\\') {
      at++;
    }
    if (at == end) {
      out.putUtf8(data, offset, length);
      return;
    }
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    int count = at - offset;
    System.arraycopy(data, offset, scratch, 0, count);
    while (at < end) {
      byte b = data[at++];
      if (b == '\\') {
        if (at == end || (data[at] != '\\' && data[at] != '0')) {
          out.put(Tag.MALFORMED, data, offset, length);
          return;
        }
        b = data[at++] == '0' ? 0 : (byte) '\\';
      }
      scratch[count++] = b;
    }
    out.putUtf8(scratch, 0, count);
  }
}
