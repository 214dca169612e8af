package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One line, built or judged. Drawn in {@link Segment}. A builder keeps its array for the next line;
 * not safe for several threads.
 */
final class SegmentLine {
  /** Longest members that a record may have. */
  static final int MOST_BYTES = 1 << 30;

  private static final byte[] START = "{\"n\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CRC = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = CRC.length + 8 + 2;
  private static final int KEPT = 1 << 20;
  private static final int MOST_DIGITS = 19;
  private static final int MOST_TRIES = 32;

  private final CRC32C crc = new CRC32C();
  private byte[] bytes = new byte[512];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Builds the line of a record. */
  void build(long number, byte[] members, int offset, int count) {
    reserve((long) START.length + MOST_DIGITS + 1 + count + TAIL + 1);
    System.arraycopy(START, 0, bytes, 0, START.length);
    length = START.length;
    digits(number);
    if (count > 0) {
      bytes[length++] = ',';
      copyWithoutLineEnds(members, offset, count);
    }
    finish();
  }

  /** Builds a header's line from an object without its end. */
  void build(String object) {
    byte[] text = object.getBytes(StandardCharsets.UTF_8);
    reserve((long) text.length + TAIL + 1);
    length = 0;
    copyWithoutLineEnds(text, 0, text.length);
    finish();
  }

  private void reserve(long size) {
    if (size > MOST_BYTES) {
      throw new CrossfadeException(
          ErrorCode.CF_7105, "expected at most " + MOST_BYTES + " bytes but was " + size);
    }
    if (bytes.length < size || (bytes.length > KEPT && size <= KEPT)) {
      bytes = new byte[(int) Math.max(size, Math.min(size * 2, KEPT))];
    }
  }

  private void digits(long number) {
    long rest = number;
    int end = length;
    for (long n = number; n >= 10; n /= 10) {
      end++;
    }
    for (int at = end; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end + 1;
  }

  private void copyWithoutLineEnds(byte[] from, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (from[i] == '\n') {
        throw new CrossfadeException(
            ErrorCode.CF_7105, "a line end at byte " + (i - offset) + " of its members");
      }
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private void finish() {
    crc.reset();
    crc.update(bytes, 0, length);
    int value = (int) crc.getValue();
    System.arraycopy(CRC, 0, bytes, length, CRC.length);
    length += CRC.length;
    for (int shift = 28; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[value >>> shift & 15];
    }
    bytes[length++] = '"';
    bytes[length++] = '}';
    bytes[length++] = '\n';
  }

  /** Where the members or, in a header, everything before the CRC ends. */
  static int end(int to) {
    return to - TAIL;
  }

  /** Whether a line, without its end, closes with the CRC of what is before. */
  static boolean isIntact(byte[] data, int from, int to) {
    int end = end(to);
    if (end <= from
        || data[from] != '{'
        || data[to - 2] != '"'
        || data[to - 1] != '}'
        || !Arrays.equals(data, end, end + CRC.length, CRC, 0, CRC.length)) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(data, from, end - from);
    int value = (int) crc.getValue();
    for (int i = 0; i < 8; i++) {
      if (data[end + CRC.length + i] != HEX[value >>> (28 - 4 * i) & 15]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where an intact line begins that ends with this one, or -1: here, or behind a line whose end
   * was damaged.
   */
  static int intactFrom(byte[] data, int from, int to) {
    int tries = 0;
    for (int at = from; at < to && tries < MOST_TRIES; at++) {
      boolean starts =
          at == from
              || Arrays.equals(data, at, Math.min(at + START.length, to), START, 0, START.length);
      if (starts) {
        tries++;
        if (isIntact(data, at, to)) {
          return at;
        }
      }
    }
    return -1;
  }

  /** The number of a record whose line is intact, or -1 where the line is no record. */
  static long number(byte[] data, int from, int to) {
    int at = from + START.length;
    int end = end(to);
    if (at >= end || !Arrays.equals(data, from, at, START, 0, START.length)) {
      return -1;
    }
    long number = 0;
    int digits = 0;
    while (at < end && data[at] >= '0' && data[at] <= '9' && digits++ < MOST_DIGITS) {
      number = number * 10 + (data[at++] - '0');
    }
    boolean ends = at == end || data[at] == ',';
    return digits > 0 && ends && number > 0 ? number : -1;
  }

  /** Where the members of a record begin. */
  static int membersFrom(byte[] data, int from, int to) {
    int at = from + START.length;
    while (data[at] >= '0' && data[at] <= '9') {
      at++;
    }
    return Math.min(at + 1, end(to));
  }
}
