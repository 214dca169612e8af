package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text as text, and small things that were written as text. */
final class TextCells {
  /** Layout of a UUID as text. */
  private static final int UUID_LENGTH = 36;

  private static final int LONGEST_DOUBLE = 26;

  private TextCells() {}

  /** Text to the letter. */
  static @Nullable ErrorCode plain(byte[] data, int offset, int length, CopyBuffer out) {
    if (Swar.hasZero(data, offset, length)) {
      return ErrorCode.CF_5003;
    }
    out.putBytesCell(data, offset, length);
    return null;
  }

  /** Text with {@code \} doubled and U+0000 as {@code \0}. */
  static @Nullable ErrorCode escaped(byte[] data, int offset, int length, CopyBuffer out) {
    int mark = out.beginCell();
    int from = offset;
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (data[at] == '\\' || data[at] == 0) {
        out.put(data, from, at - from);
        out.putByte('\\');
        out.putByte(data[at] == 0 ? '0' : '\\');
        from = at + 1;
      }
    }
    out.put(data, from, end - from);
    out.endCell(mark);
    return null;
  }

  /** A canonical 64-bit integer as {@code bigint}. */
  static @Nullable ErrorCode integer(byte[] data, int offset, int length, CopyBuffer out) {
    if (!isInteger(data, offset, length)) {
      return ErrorCode.CF_5005;
    }
    out.putLongCell(parse(data, offset, length));
    return null;
  }

  /** Text of one letter that stands for a truth value. */
  static @Nullable ErrorCode letter(
      byte[] data, int offset, int length, char yes, char no, CopyBuffer out) {
    if (length != 1 || (data[offset] != yes && data[offset] != no)) {
      return ErrorCode.CF_5014;
    }
    out.putBooleanCell(data[offset] == yes);
    return null;
  }

  /** Text {@code true} or {@code false}. */
  static @Nullable ErrorCode trueFalse(byte[] data, int offset, int length, CopyBuffer out) {
    boolean isTrue = is("true", data, offset, length);
    if (!isTrue && !is("false", data, offset, length)) {
      return ErrorCode.CF_5014;
    }
    out.putBooleanCell(isTrue);
    return null;
  }

  /** Text of a UUID in lower case with hyphens. */
  static @Nullable ErrorCode uuid(byte[] data, int offset, int length, CopyBuffer out) {
    if (length != UUID_LENGTH) {
      return ErrorCode.CF_5015;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      byte b = data[offset + i];
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (b != '-') {
          return ErrorCode.CF_5015;
        }
        continue;
      }
      int digit = b >= '0' && b <= '9' ? b - '0' : b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
      if (digit < 0) {
        return ErrorCode.CF_5015;
      }
      high = high << 4 | low >>> 60;
      low = low << 4 | digit;
    }
    out.putInt(16);
    out.putLong(high);
    out.putLong(low);
    return null;
  }

  /** Text in a column of mixed kinds: fits unless it reads as a number. */
  static @Nullable ErrorCode besideNumbers(byte[] data, int offset, int length, CopyBuffer out) {
    if (isInteger(data, offset, length) || isDoublePrint(data, offset, length)) {
      return ErrorCode.CF_5022;
    }
    return plain(data, offset, length, out);
  }

  /** The print of a number. */
  static void ascii(String print, CopyBuffer out) {
    byte[] bytes = print.getBytes(StandardCharsets.US_ASCII);
    out.putBytesCell(bytes, 0, bytes.length);
  }

  private static boolean is(String word, byte[] data, int offset, int length) {
    boolean same = length == word.length();
    for (int i = 0; same && i < length; i++) {
      same = data[offset + i] == word.charAt(i);
    }
    return same;
  }

  /** Whether the text is what {@code Long.toString} prints. */
  private static boolean isInteger(byte[] data, int offset, int length) {
    int first = length > 0 && data[offset] == '-' ? offset + 1 : offset;
    int end = offset + length;
    int count = end - first;
    if (count < 1 || count > 19 || (data[first] == '0' && (count > 1 || first > offset))) {
      return false;
    }
    for (int at = first; at < end; at++) {
      if (data[at] < '0' || data[at] > '9') {
        return false;
      }
    }
    // Nineteen digits overflow at most once, and then the sign is wrong.
    return count < 19 || parse(data, offset, length) < 0 == first > offset;
  }

  private static long parse(byte[] data, int offset, int length) {
    boolean negative = data[offset] == '-';
    long value = 0;
    for (int at = negative ? offset + 1 : offset; at < offset + length; at++) {
      value = value * 10 - (data[at] - '0');
    }
    return negative ? value : -value;
  }

  private static boolean isDoublePrint(byte[] data, int offset, int length) {
    if (length == 0 || length > LONGEST_DOUBLE) {
      return false;
    }
    byte first = data[offset];
    if ((first < '0' || first > '9') && first != '-' && first != 'I' && first != 'N') {
      return false;
    }
    String text = new String(data, offset, length, StandardCharsets.UTF_8);
    try {
      return Double.toString(Double.parseDouble(text)).equals(text);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
