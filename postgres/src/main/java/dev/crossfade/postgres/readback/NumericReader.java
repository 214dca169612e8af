package dev.crossfade.postgres.readback;

import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;

/**
 * Reads {@code numeric}, either as text with the digits behind the point that it was given, or as a
 * number: INTEGER where that is what it is, else NUMBER. NaN and infinities come back as that word
 * or as DOUBLE.
 *
 * <pre>
 * numeric := groups:2 weight:2 sign:2 scale:2 group*     each group:2 is four decimal digits
 * value   := sum of group[i] * 10000^(weight - i)
 * </pre>
 */
final class NumericReader implements FieldReader {
  private static final int HEADER = 8;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xc000;
  private static final int POSITIVE_INFINITY = 0xd000;
  private static final int NEGATIVE_INFINITY = 0xf000;

  private final boolean asText;
  private byte[] scratch = new byte[64];

  NumericReader(boolean asText) {
    this.asText = asText;
  }

  @Override
  public void read(byte[] data, int offset, int length, RowBatch out) {
    int groups = Binary.int2(data, offset) & 0xffff;
    int weight = Binary.int2(data, offset + 2);
    int sign = Binary.int2(data, offset + 4) & 0xffff;
    int scale = Binary.int2(data, offset + 6) & 0xffff;
    if (sign >= NAN) {
      special(sign, out);
      return;
    }
    // The longest of both prints: groups before and behind the point, sign, point, exponent.
    reserve(4 * (Math.max(weight, 0) + 1 + groups) + scale + 16);
    if (asText) {
      out.put(Tag.TEXT, scratch, 0, text(data, offset, sign == NEGATIVE, scale));
    } else {
      number(data, offset, sign == NEGATIVE, out);
    }
  }

  private void special(int sign, RowBatch out) {
    double value =
        switch (sign) {
          case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
          case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
          default -> Double.NaN;
        };
    if (asText) {
      out.putText(Double.toString(value));
    } else {
      out.putDouble(value);
    }
  }

  private int text(byte[] data, int offset, boolean negative, int scale) {
    int weight = Binary.int2(data, offset + 2);
    int at = 0;
    if (negative) {
      scratch[at++] = '-';
    }
    if (weight < 0) {
      scratch[at++] = '0';
    } else {
      at = Digits.print(group(data, offset, 0), scratch, at);
      for (int i = 1; i <= weight; i++) {
        at = Digits.padded(group(data, offset, i), 4, scratch, at);
      }
    }
    if (scale == 0) {
      return at;
    }
    scratch[at++] = '.';
    int end = at + scale;
    for (int i = weight + 1; at < end; i++) {
      at = Digits.padded(group(data, offset, i), 4, scratch, at);
    }
    return end;
  }

  private void number(byte[] data, int offset, boolean negative, RowBatch out) {
    int groups = Binary.int2(data, offset) & 0xffff;
    int weight = Binary.int2(data, offset + 2);
    int first = negative ? 1 : 0;
    int end = first;
    for (int i = 0; i < groups; i++) {
      int group = group(data, offset, i);
      if (end > first) {
        end = Digits.padded(group, 4, scratch, end);
      } else if (group > 0) {
        end = Digits.print(group, scratch, end);
      }
    }
    int exponent = (weight - groups + 1) * 4;
    while (end > first && scratch[end - 1] == '0') {
      end--;
      exponent++;
    }
    if (end == first) {
      out.putLong(0);
      return;
    }
    scratch[0] = negative ? (byte) '-' : scratch[0];
    if (!integer(end, end - first, exponent, out)) {
      scratch[end++] = 'E';
      out.put(Tag.NUMBER, scratch, 0, Digits.print(exponent, scratch, end));
    }
  }

  private boolean integer(int end, int digits, int exponent, RowBatch out) {
    if (exponent < 0 || digits + exponent > 19) {
      return false;
    }
    int zerosEnd = end + exponent;
    for (int i = end; i < zerosEnd; i++) {
      scratch[i] = '0';
    }
    if (!Digits.isCanonicalInteger(scratch, 0, zerosEnd)) {
      return false;
    }
    out.putLong(Digits.parse(scratch, 0, zerosEnd));
    return true;
  }

  private static int group(byte[] data, int offset, int index) {
    int groups = Binary.int2(data, offset) & 0xffff;
    return index < 0 || index >= groups ? 0 : Binary.int2(data, offset + HEADER + 2 * index);
  }

  private void reserve(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
  }
}
