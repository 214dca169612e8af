package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.files.io.Wtf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON bytes, strictly by RFC 8259, without recursion and without garbage. The bytes
 * must be valid UTF-8. A method that finds a fault returns false and leaves {@link #error} and
 * {@link #detail}. Not safe for several threads.
 */
final class JsonCursor {
  /** Levels of nesting that a value may have; PostgreSQL's own limit lies at some thousands. */
  static final int MAX_DEPTH = 2000;

  private static final int MAX_EXPONENT_DIGITS = 9;
  private static final int SAFE_DIGITS = 18;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  byte[] data = new byte[0];
  int at;
  int end;

  /** After {@link #string}: where the content starts and ends, and whether it holds escapes. */
  int contentFrom;

  int contentTo;
  boolean escaped;

  /** After {@link #number}: whether it is a plain integer of at most 18 digits, and which. */
  boolean small;

  long smallValue;

  /** After {@link #decode}: whether a lone surrogate was met. */
  boolean loneSurrogate;

  @Nullable ErrorCode error;
  String detail = "";
  private final long[] objects = new long[MAX_DEPTH / 64 + 1];

  void reset(byte[] bytes, int from, int to) {
    data = bytes;
    at = from;
    end = to;
    error = null;
  }

  boolean fail(ErrorCode code, String text) {
    error = code;
    detail = text;
    return false;
  }

  boolean expected(String what) {
    return fail(ErrorCode.CF_2202, "expected " + what + (at >= end ? " but the record ends" : ""));
  }

  void skipSpace() {
    while (at < end) {
      byte b = data[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }

  /** Passes a member's name and the colon; the content positions are those of the name. */
  boolean name() {
    if (at >= end || data[at] != '"') {
      return expected("a name");
    }
    return string() && colon();
  }

  boolean colon() {
    skipSpace();
    if (at >= end || data[at] != ':') {
      return expected("a colon");
    }
    at++;
    skipSpace();
    return true;
  }

  /** Passes one value of any kind. */
  boolean value() {
    int depth = 0;
    while (true) {
      if (at >= end) {
        return expected("a value");
      }
      byte first = data[at];
      if (first == '{' || first == '[') {
        if (depth == MAX_DEPTH) {
          return fail(ErrorCode.CF_2207, "more than " + MAX_DEPTH + " levels");
        }
        boolean object = first == '{';
        mark(depth++, object);
        at++;
        skipSpace();
        if (at < end && data[at] == (object ? '}' : ']')) {
          at++;
          depth--;
        } else {
          if (object && !name()) {
            return false;
          }
          continue;
        }
      } else if (!scalar(first)) {
        return false;
      }
      depth = closed(depth);
      if (depth <= 0) {
        return depth == 0;
      }
    }
  }

  /** After a value: closes what ends; the depth when another value follows, 0 at the end, or -1. */
  private int closed(int open) {
    int depth = open;
    while (depth > 0) {
      skipSpace();
      boolean object = (objects[(depth - 1) >> 6] >>> (depth - 1) & 1) != 0;
      byte next = at < end ? data[at] : 0;
      if (next == ',') {
        at++;
        skipSpace();
        return !object || name() ? depth : -1;
      }
      if (next != (object ? '}' : ']')) {
        expected(object ? "a comma or }" : "a comma or ]");
        return -1;
      }
      at++;
      depth--;
    }
    return 0;
  }

  private void mark(int level, boolean object) {
    long bit = 1L << level;
    if (object) {
      objects[level >> 6] |= bit;
    } else {
      objects[level >> 6] &= ~bit;
    }
  }

  /** Passes a string, number or word. */
  boolean scalar(byte first) {
    return switch (first) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  boolean word(String text) {
    int length = text.length();
    if (at + length > end) {
      return expected("a value");
    }
    for (int i = 1; i < length; i++) {
      if (data[at + i] != text.charAt(i)) {
        return expected("a value");
      }
    }
    at += length;
    return true;
  }

  boolean string() {
    int p = at + 1;
    contentFrom = p;
    escaped = false;
    byte[] bytes = data;
    while (p + 8 <= end) {
      long word = (long) WORD.get(bytes, p);
      long quote = word ^ QUOTES;
      long slash = word ^ BACKSLASHES;
      long hit =
          ((quote - ONES & ~quote) | (slash - ONES & ~slash) | (word - 0x20 * ONES & ~word))
              & HIGHS;
      if (hit != 0) {
        p += Long.numberOfTrailingZeros(hit) >> 3;
        break;
      }
      p += 8;
    }
    while (p < end) {
      byte b = bytes[p];
      if (b == '"') {
        contentTo = p;
        at = p + 1;
        return true;
      }
      if (b == '\\') {
        return escapedString(p);
      }
      if (b >= 0 && b < 0x20) {
        at = p;
        return fail(ErrorCode.CF_2202, "a control character stands unescaped in a string");
      }
      p++;
    }
    at = end;
    return expected("a closing quote");
  }

  private boolean escapedString(int from) {
    escaped = true;
    int p = from;
    while (p < end) {
      byte b = data[p];
      if (b == '"') {
        contentTo = p;
        at = p + 1;
        return true;
      }
      if (b >= 0 && b < 0x20) {
        at = p;
        return fail(ErrorCode.CF_2202, "a control character stands unescaped in a string");
      }
      if (b != '\\') {
        p++;
        continue;
      }
      p = behindEscape(p + 1);
      if (p < 0) {
        return fail(ErrorCode.CF_2202, "an escape in a string is none of JSON's");
      }
    }
    at = end;
    return expected("a closing quote");
  }

  private int behindEscape(int p) {
    if (p >= end) {
      return -1;
    }
    return switch (data[p]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> p + 1;
      case 'u' -> p + 5 <= end && hex4(p + 1) >= 0 ? p + 5 : -1;
      default -> -1;
    };
  }

  private int hex4(int p) {
    int value = 0;
    for (int i = p; i < p + 4; i++) {
      int digit = Character.digit(data[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  boolean number() {
    int p = at;
    boolean negative = data[p] == '-';
    if (negative) {
      p++;
    }
    int digits = p;
    long value = 0;
    while (p < end && data[p] >= '0' && data[p] <= '9') {
      value = value * 10 + (data[p] - '0');
      p++;
    }
    int count = p - digits;
    if (count == 0 || (count > 1 && data[digits] == '0')) {
      return expected("a value");
    }
    at = p;
    small = count <= SAFE_DIGITS;
    smallValue = negative ? -value : value;
    if (p < end && (data[p] == '.' || data[p] == 'e' || data[p] == 'E')) {
      small = false;
      return fractionAndExponent();
    }
    return true;
  }

  private boolean fractionAndExponent() {
    if (data[at] == '.') {
      at++;
      if (digits() == 0) {
        return expected("a digit");
      }
    }
    if (at < end && (data[at] == 'e' || data[at] == 'E')) {
      at++;
      if (at < end && (data[at] == '+' || data[at] == '-')) {
        at++;
      }
      int count = digits();
      if (count == 0) {
        return expected("a digit");
      }
      if (count > MAX_EXPONENT_DIGITS) {
        return fail(ErrorCode.CF_2209, "an exponent of " + count + " digits");
      }
    }
    return true;
  }

  private int digits() {
    int from = at;
    while (at < end && data[at] >= '0' && data[at] <= '9') {
      at++;
    }
    return at - from;
  }

  /**
   * Writes the content of a string with its escapes decoded; a lone surrogate as three bytes.
   *
   * @param out at least as long as the content
   * @return its length
   */
  int decode(int from, int to, byte[] out, int outFrom) {
    loneSurrogate = false;
    int count = outFrom;
    int p = from;
    while (p < to) {
      byte b = data[p];
      if (b != '\\') {
        out[count++] = b;
        p++;
        continue;
      }
      byte kind = data[p + 1];
      p += 2;
      if (kind != 'u') {
        out[count++] = plainEscape(kind);
        continue;
      }
      int point = hex4(p);
      p += 4;
      if (Character.isHighSurrogate((char) point)
          && p + 6 <= to
          && data[p] == '\\'
          && data[p + 1] == 'u'
          && Character.isLowSurrogate((char) hex4(p + 2))) {
        point = Character.toCodePoint((char) point, (char) hex4(p + 2));
        p += 6;
      } else if (point >= 0xd800 && point <= 0xdfff) {
        loneSurrogate = true;
      }
      count = Wtf8.put(out, count, point);
    }
    return count - outFrom;
  }

  private static byte plainEscape(byte kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }
}
