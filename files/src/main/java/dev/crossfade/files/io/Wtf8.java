package dev.crossfade.files.io;

/** UTF-8 that also writes lone surrogates, three bytes each, which strict UTF-8 refuses. */
public final class Wtf8 {
  private Wtf8() {}

  /**
   * Writes a code point.
   *
   * @param out at least four bytes from {@code at} on
   * @return the position behind it
   */
  public static int put(byte[] out, int at, int point) {
    if (point < 0x80) {
      out[at] = (byte) point;
      return at + 1;
    }
    if (point < 0x800) {
      out[at] = (byte) (0xc0 | point >> 6);
      out[at + 1] = (byte) (0x80 | point & 0x3f);
      return at + 2;
    }
    if (point < 0x10000) {
      out[at] = (byte) (0xe0 | point >> 12);
      out[at + 1] = (byte) (0x80 | point >> 6 & 0x3f);
      out[at + 2] = (byte) (0x80 | point & 0x3f);
      return at + 3;
    }
    out[at] = (byte) (0xf0 | point >> 18);
    out[at + 1] = (byte) (0x80 | point >> 12 & 0x3f);
    out[at + 2] = (byte) (0x80 | point >> 6 & 0x3f);
    out[at + 3] = (byte) (0x80 | point & 0x3f);
    return at + 4;
  }
}
