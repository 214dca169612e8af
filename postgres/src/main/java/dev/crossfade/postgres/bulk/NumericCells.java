package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in the binary form of PostgreSQL's {@code numeric}, all big endian:
 *
 * <pre>
 * groups:2 weight:2 sign:2 (0 or 0x4000) scale:2 group:2 …
 * value = sign × Σ group[i] × 10000^(weight − i)      scale = digits printed behind the point
 * </pre>
 *
 * Reused; not safe for several threads.
 */
final class NumericCells {
  private static final int NEGATIVE = 0x4000;
  private static final int MOST_WHOLE_DIGITS = 131_072;
  private static final int MOST_SCALE = 16_383;

  private byte[] digits = new byte[64];

  /** An integer, scale 0. */
  static void integer(long value, CopyBuffer out) {
    int groups = 0;
    for (long rest = value; rest != 0; rest /= 10_000) {
      groups++;
    }
    header(groups, groups - 1, value < 0, 0, out);
    long power = 1;
    for (int i = 1; i < groups; i++) {
      power *= 10_000;
    }
    for (; groups > 0; groups--) {
      out.putShort(Math.abs((int) (value / power % 10_000)));
      power /= 10_000;
    }
  }

  /** A number in its normal form: digits, {@code E}, exponent; no 64-bit integer. */
  static @Nullable ErrorCode number(byte[] data, int offset, int length, CopyBuffer out) {
    if (length == 1 && data[offset] == '0') {
      return ErrorCode.CF_5024;
    }
    boolean negative = data[offset] == '-';
    int first = negative ? offset + 1 : offset;
    int mark = first;
    while (data[mark] != 'E') {
      mark++;
    }
    int count = mark - first;
    long exponent = exponent(data, mark + 1, offset + length);
    if (count + exponent > MOST_WHOLE_DIGITS || exponent < -MOST_SCALE) {
      return ErrorCode.CF_5013;
    }
    if (exponent >= 0 && isLong(data, offset, length, count + (int) exponent)) {
      return ErrorCode.CF_5024;
    }
    int scale = exponent < 0 ? (int) -exponent : 0;
    groups(data, first, count, (int) exponent, negative, scale, out);
    return null;
  }

  /** Text: a plain decimal whose digits are all kept. */
  @Nullable ErrorCode decimal(byte[] data, int offset, int length, CopyBuffer out) {
    int end = offset + length;
    int at = length > 0 && data[offset] == '-' ? offset + 1 : offset;
    int first = at;
    ensure(length);
    int count = 0;
    int point = -1;
    for (; at < end; at++) {
      byte b = data[at];
      if (b == '.' && point < 0) {
        point = at;
      } else if (b < '0' || b > '9') {
        return ErrorCode.CF_5007;
      } else if (count > 0 || b != '0') {
        digits[count++] = b;
      }
    }
    int whole = (point < 0 ? end : point) - first;
    int scale = point < 0 ? 0 : end - point - 1;
    boolean negative = first > offset;
    if (whole == 0
        || (whole > 1 && data[first] == '0')
        || (point >= 0 && scale == 0)
        || (negative && count == 0)) {
      return ErrorCode.CF_5007;
    }
    if (whole > MOST_WHOLE_DIGITS || scale > MOST_SCALE) {
      return ErrorCode.CF_5013;
    }
    groups(digits, 0, count, -scale, negative, scale, out);
    return null;
  }

  /** Exponent of a normal form; nine digits at most, by its definition. */
  static long exponent(byte[] data, int start, int end) {
    boolean negative = data[start] == '-';
    long value = 0;
    for (int at = negative ? start + 1 : start; at < end; at++) {
      value = value * 10 + (data[at] - '0');
    }
    return negative ? -value : value;
  }

  private static boolean isLong(byte[] data, int offset, int length, int wholeDigits) {
    if (wholeDigits != 19) {
      return wholeDigits < 19;
    }
    String text = new String(data, offset, length, StandardCharsets.US_ASCII);
    return new BigDecimal(text).toBigInteger().bitLength() < 64;
  }

  /** Writes digits × 10^exponent in groups of four, aligned to the point. */
  private static void groups(
      byte[] source,
      int first,
      int count,
      int exponent,
      boolean negative,
      int scale,
      CopyBuffer out) {
    if (count == 0) {
      header(0, 0, false, scale, out);
      return;
    }
    int zeros = Math.floorMod(exponent, 4);
    int all = count + zeros;
    int groups = (all + 3) / 4;
    header(groups, groups - 1 + (exponent - zeros) / 4, negative, scale, out);
    int left = (all - 1) % 4 + 1;
    int group = 0;
    for (int i = 0; i < all; i++) {
      group = group * 10 + (i < count ? source[first + i] - '0' : 0);
      if (--left == 0) {
        out.putShort(group);
        group = 0;
        left = 4;
      }
    }
  }

  private static void header(int groups, int weight, boolean negative, int scale, CopyBuffer out) {
    out.putInt(8 + 2 * groups);
    out.putShort(groups);
    out.putShort(weight);
    out.putShort(negative ? NEGATIVE : 0);
    out.putShort(scale);
  }

  private void ensure(int length) {
    if (length > digits.length) {
      digits = new byte[Math.max(length, digits.length * 2)];
    }
  }
}
