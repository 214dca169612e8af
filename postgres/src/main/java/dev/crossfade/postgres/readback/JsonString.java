package dev.crossfade.postgres.readback;

/** Reads a JSON string into UTF-8. Reused; holds the last string read. */
final class JsonString {
  private byte[] bytes = new byte[256];
  private int length;

  /** The string, from the start of this array. */
  byte[] bytes() {
    return bytes;
  }

  /** Length of the string in bytes. */
  int length() {
    return length;
  }

  /**
   * Reads a token, quotes included.
   *
   * @return false when it is none, or when it holds half of a surrogate pair, which UTF-8 cannot
   */
  boolean read(byte[] source, int offset, int size) {
    if (size < 2 || source[offset] != '"' || source[offset + size - 1] != '"') {
      return false;
    }
    if (bytes.length < size) {
      bytes = new byte[size];
    }
    length = 0;
    int end = offset + size - 1;
    int at = offset + 1;
    while (at < end) {
      byte b = source[at];
      if (b != '\\') {
        if (b == '"') {
          return false;
        }
        bytes[length++] = b;
        at++;
        continue;
      }
      int point = point(source, at, end);
      if (point < 0) {
        return false;
      }
      put(point);
      at += consumed(source, at, point);
    }
    return true;
  }

  /** How many bytes the escape of a code point takes. */
  private static int consumed(byte[] source, int at, int point) {
    if (source[at + 1] != 'u') {
      return 2;
    }
    return point > 0xffff ? 12 : 6;
  }

  private static int point(byte[] source, int at, int end) {
    if (at + 2 > end) {
      return -1;
    }
    return switch (source[at + 1]) {
      case '"', '\\', '/' -> source[at + 1];
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(source, at, end);
      default -> -1;
    };
  }

  private static int unicode(byte[] source, int at, int end) {
    int first = unit(source, at, end);
    if (first < 0 || !Character.isSurrogate((char) first)) {
      return first;
    }
    int second = unit(source, at + 6, end);
    boolean pair =
        second >= 0
            && Character.isHighSurrogate((char) first)
            && Character.isLowSurrogate((char) second);
    return pair ? Character.toCodePoint((char) first, (char) second) : -1;
  }

  private static int unit(byte[] source, int at, int end) {
    if (at + 6 > end || source[at] != '\\' || source[at + 1] != 'u') {
      return -1;
    }
    int value = 0;
    for (int i = 2; i < 6; i++) {
      int digit = Character.digit(source[at + i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void put(int point) {
    if (point < 0x80) {
      bytes[length++] = (byte) point;
      return;
    }
    int tail = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    int lead = tail == 1 ? 0xc0 : tail == 2 ? 0xe0 : 0xf0;
    bytes[length++] = (byte) (lead | point >> 6 * tail);
    for (int i = tail - 1; i >= 0; i--) {
      bytes[length++] = (byte) (0x80 | point >> 6 * i & 0x3f);
    }
  }
}
