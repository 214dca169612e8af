package dev.crossfade.files.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Turns UTF-16 or Windows-1252 into UTF-8 while it is read. A lone surrogate becomes the three
 * bytes that UTF-8 would give it, so that it shows up as malformed text instead of a question mark;
 * an odd last byte of UTF-16 becomes 0xFF.
 */
final class Transcoder extends InputStream {
  private static final int CHUNK = 1 << 16;
  private static final char[] HIGH = highHalf();

  private final InputStream in;
  private final Encoding encoding;
  private final byte[] source = new byte[CHUNK];
  private final byte[] target = new byte[CHUNK * 3 + 8];
  private int from;
  private int to;
  private int waitingSurrogate = -1;

  Transcoder(InputStream in, Encoding encoding) {
    this.in = in;
    this.encoding = encoding;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (from == to) {
      from = 0;
      to = 0;
      int count = in.readNBytes(source, 0, CHUNK);
      if (count == 0) {
        flushSurrogate();
        if (to == 0) {
          return -1;
        }
        break;
      }
      if (encoding == Encoding.WINDOWS_1252) {
        singleBytes(count);
      } else {
        pairs(count);
      }
    }
    int count = Math.min(length, to - from);
    System.arraycopy(target, from, bytes, offset, count);
    from += count;
    return count;
  }

  private void singleBytes(int count) {
    for (int i = 0; i < count; i++) {
      byte b = source[i];
      put(b >= 0 ? b : HIGH[b & 0x7f]);
    }
  }

  private void pairs(int count) {
    boolean little = encoding == Encoding.UTF_16LE;
    for (int i = 0; i + 1 < count; i += 2) {
      int first = source[i] & 0xff;
      int second = source[i + 1] & 0xff;
      unit(little ? second << 8 | first : first << 8 | second);
    }
    if (count % 2 == 1) {
      flushSurrogate();
      target[to++] = (byte) 0xff;
    }
  }

  private void unit(int unit) {
    if (waitingSurrogate >= 0) {
      if (Character.isLowSurrogate((char) unit)) {
        put(Character.toCodePoint((char) waitingSurrogate, (char) unit));
        waitingSurrogate = -1;
        return;
      }
      flushSurrogate();
    }
    if (Character.isHighSurrogate((char) unit)) {
      waitingSurrogate = unit;
    } else {
      put(unit);
    }
  }

  private void flushSurrogate() {
    if (waitingSurrogate >= 0) {
      put(waitingSurrogate);
      waitingSurrogate = -1;
    }
  }

  private void put(int point) {
    to = Wtf8.put(target, to, point);
  }

  private static char[] highHalf() {
    byte[] bytes = new byte[128];
    for (int i = 0; i < 128; i++) {
      bytes[i] = (byte) (i + 128);
    }
    char[] chars =
        Arrays.copyOf(Charset.forName("windows-1252").decode(ByteBuffer.wrap(bytes)).array(), 128);
    for (int i = 0; i < 128; i++) {
      if (chars[i] == 0xfffd) {
        chars[i] = (char) (i + 128);
      }
    }
    return chars;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
