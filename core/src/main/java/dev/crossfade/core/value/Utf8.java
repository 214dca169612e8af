package dev.crossfade.core.value;

import java.nio.charset.StandardCharsets;

/**
 * Strict UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates, nothing past U+10FFFF.
 */
public final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Whether the bytes are valid UTF-8. U+0000 is valid. */
  public static boolean isValid(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at + 8 <= end && ((long) RowBatch.LONG.get(bytes, at) & HIGH_BITS) == 0) {
      at += 8;
    }
    while (at < end) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int next = multiByte(bytes, at, end);
      if (next < 0) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /**
   * The bytes of text.
   *
   * @throws IllegalArgumentException when there is a surrogate without its other half, which would
   *     silently become a question mark
   */
  public static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException("a lone surrogate at position " + i);
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the bytes hold U+0000, which PostgreSQL's text cannot. */
  public static boolean hasNul(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (bytes[at] == 0) {
        return true;
      }
    }
    return false;
  }

  /** Position behind a valid sequence of two to four bytes, or -1. */
  private static int multiByte(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    if (first >= 0xc2 && first <= 0xdf) {
      return tail(bytes, at + 1, end, 1, 0x80, 0xbf);
    }
    if (first >= 0xe0 && first <= 0xef) {
      int low = first == 0xe0 ? 0xa0 : 0x80;
      int high = first == 0xed ? 0x9f : 0xbf;
      return tail(bytes, at + 1, end, 2, low, high);
    }
    if (first >= 0xf0 && first <= 0xf4) {
      int low = first == 0xf0 ? 0x90 : 0x80;
      int high = first == 0xf4 ? 0x8f : 0xbf;
      return tail(bytes, at + 1, end, 3, low, high);
    }
    return -1;
  }

  private static int tail(byte[] bytes, int at, int end, int count, int low, int high) {
    if (at + count > end) {
      return -1;
    }
    int second = bytes[at] & 0xff;
    if (second < low || second > high) {
      return -1;
    }
    for (int i = 1; i < count; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return -1;
      }
    }
    return at + count;
  }
}
