package dev.crossfade.core.value;

import dev.crossfade.core.error.ErrorCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text is JSON (RFC 8259), and whether PostgreSQL holds it equal as data. The type {@code
 * json} takes what is nested at most {@value #MOST_DEPTH} deep; {@code jsonb} in addition needs
 * names that are told apart in each object, no U+0000, no lone surrogate, numbers within {@code
 * numeric}, and no more elements and bytes than its format can count. Names are compared by a
 * 64-bit hash, which can only err towards refusing.
 *
 * <p>One pass, no recursion, no garbage. {@link JsonDigest}, which has to find out when this class
 * is wrong, shares nothing with it. Reused; not safe for several threads.
 */
public final class JsonCheck {
  /** The server parses recursively; at its default max_stack_depth it bears several times this. */
  public static final int MOST_DEPTH = 1000;

  /** Server limits (jsonb.h): length of a container; elements that its parser can hold. */
  private static final long MOST_JSONB_BYTES = 0x0fff_ffff;

  private static final int MOST_ELEMENTS = 1 << 23;

  /** Server limits (numeric.h) of the digits on both sides of the point. */
  private static final int MOST_WHOLE_DIGITS = 131_072;

  private static final int MOST_SCALE = 16_383;

  /** Beyond every limit, and far from an overflow. */
  private static final long LARGE_EXPONENT = 1_000_000_000_000L;

  private static final int NOT_JSON = -1;
  private static final int ARRAY = -1;
  private static final int FEW_NAMES = 16;
  private static final long HASH_START = 0xcbf29ce484222325L;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int depth;
  // For each level where its names start, or ARRAY; and how many elements it has.
  private int[] firstName = new int[64];
  private int[] elements = new int[64];
  // Hashes of the names of all open objects, one object behind the other.
  private long[] names = new long[64];
  private int nameCount;
  private long jsonbBytes;
  private boolean tooDeep;
  private @Nullable ErrorCode jsonbRefusal;

  /**
   * Reads a text that is valid UTF-8, to its end.
   *
   * @param forJsonb whether it must fit {@code jsonb}, else only {@code json}
   * @return null when it fits; CF-5016 when it is no JSON at all; else the first reason why it does
   *     not fit, CF-5017 to CF-5021
   */
  public @Nullable ErrorCode check(byte[] data, int offset, int length, boolean forJsonb) {
    bytes = data;
    at = offset;
    end = offset + length;
    depth = 0;
    nameCount = 0;
    jsonbBytes = 0;
    tooDeep = false;
    jsonbRefusal = null;
    if (!document()) {
      return ErrorCode.CF_5016;
    }
    if (tooDeep) {
      return ErrorCode.CF_5019;
    }
    if (!forJsonb) {
      return null;
    }
    if (jsonbRefusal == null && jsonbBytes > MOST_JSONB_BYTES) {
      return ErrorCode.CF_5020;
    }
    return jsonbRefusal;
  }

  private boolean document() {
    skipSpace();
    while (at < end) {
      byte first = bytes[at];
      boolean complete = true;
      if (first == '{' || first == '[') {
        enter(first == '{');
        complete = at < end && bytes[at] == (first == '{' ? '}' : ']');
        if (complete) {
          at++;
          depth--;
        } else if (first == '{' && !name()) {
          return false;
        }
      } else if (!scalar(first)) {
        return false;
      }
      if (complete) {
        int next = behindValue();
        if (next != 0) {
          return next > 0;
        }
      }
    }
    return false;
  }

  /** 0 when another value follows, 1 at the end of the document, -1 when it is wrong. */
  private int behindValue() {
    while (true) {
      skipSpace();
      if (depth == 0) {
        return at == end ? 1 : -1;
      }
      if (at >= end) {
        return -1;
      }
      boolean object = firstName[depth - 1] != ARRAY;
      byte next = bytes[at++];
      if (next == ',') {
        if (++elements[depth - 1] > MOST_ELEMENTS) {
          refuse(ErrorCode.CF_5020);
        }
        skipSpace();
        return !object || name() ? 0 : -1;
      }
      if (next != (object ? '}' : ']')) {
        return -1;
      }
      leave();
    }
  }

  private void enter(boolean object) {
    if (depth == firstName.length) {
      firstName = Arrays.copyOf(firstName, depth * 2);
      elements = Arrays.copyOf(elements, depth * 2);
    }
    firstName[depth] = object ? nameCount : ARRAY;
    elements[depth] = 1;
    depth++;
    tooDeep |= depth > MOST_DEPTH;
    jsonbBytes += 12;
    at++;
    skipSpace();
  }

  private void leave() {
    int first = firstName[--depth];
    if (first != ARRAY) {
      if (jsonbRefusal == null && twice(first)) {
        refuse(ErrorCode.CF_5017);
      }
      nameCount = first;
    }
  }

  private boolean twice(int first) {
    if (nameCount - first > FEW_NAMES) {
      Arrays.sort(names, first, nameCount);
      for (int i = first + 1; i < nameCount; i++) {
        if (names[i] == names[i - 1]) {
          return true;
        }
      }
      return false;
    }
    for (int i = first + 1; i < nameCount; i++) {
      for (int k = first; k < i; k++) {
        if (names[i] == names[k]) {
          return true;
        }
      }
    }
    return false;
  }

  /** Reads a member's name and the colon, and remembers the name by a hash (FNV-1a, mixed). */
  private boolean name() {
    if (at >= end || bytes[at] != '"') {
      return false;
    }
    int start = ++at;
    long hash = HASH_START;
    while (at < end) {
      byte b = bytes[at++];
      if (b == '"') {
        addName(hash ^ hash >>> 29);
        jsonbBytes += 8 + (at - start);
        return colon();
      }
      if (b == '\\') {
        int point = escape();
        if (point == NOT_JSON) {
          return false;
        }
        hash = hashPoint(hash, point);
      } else if (b >= 0 && b < 0x20) {
        return false;
      } else {
        hash = hashByte(hash, b & 0xff);
      }
    }
    return false;
  }

  private boolean colon() {
    skipSpace();
    if (at >= end || bytes[at] != ':') {
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  private void addName(long hash) {
    if (nameCount == names.length) {
      names = Arrays.copyOf(names, nameCount * 2);
    }
    names[nameCount++] = hash;
  }

  private static long hashByte(long hash, int b) {
    return (hash ^ b) * 0x100000001b3L;
  }

  /** Hashes the UTF-8 bytes of a code point, so that an escape equals the character itself. */
  private static long hashPoint(long start, int point) {
    if (point < 0x80) {
      return hashByte(start, point);
    }
    long hash = start;
    if (point < 0x800) {
      hash = hashByte(hash, 0xc0 | point >> 6);
    } else if (point < 0x10000) {
      hash = hashByte(hash, 0xe0 | point >> 12);
      hash = hashByte(hash, 0x80 | point >> 6 & 0x3f);
    } else {
      hash = hashByte(hash, 0xf0 | point >> 18);
      hash = hashByte(hash, 0x80 | point >> 12 & 0x3f);
      hash = hashByte(hash, 0x80 | point >> 6 & 0x3f);
    }
    return hashByte(hash, 0x80 | point & 0x3f);
  }

  private boolean scalar(byte first) {
    return switch (first) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String word) {
    if (at + word.length() > end) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    jsonbBytes += 4;
    return true;
  }

  private boolean string() {
    int start = ++at;
    while (at < end) {
      byte b = bytes[at++];
      if (b == '"') {
        jsonbBytes += 8 + (at - start);
        return true;
      }
      if (b == '\\') {
        if (escape() == NOT_JSON) {
          return false;
        }
      } else if (b >= 0 && b < 0x20) {
        return false;
      }
    }
    return false;
  }

  /** The code point that an escape stands for. */
  private int escape() {
    byte kind = at < end ? bytes[at++] : 0;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> NOT_JSON;
    };
  }

  private int unicode() {
    int first = hex4();
    if (first == NOT_JSON) {
      return NOT_JSON;
    }
    if (Character.isHighSurrogate((char) first)
        && at + 1 < end
        && bytes[at] == '\\'
        && bytes[at + 1] == 'u') {
      int mark = at;
      at += 2;
      int second = hex4();
      if (second != NOT_JSON && Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
      at = mark;
    }
    if (first == 0 || Character.isSurrogate((char) first)) {
      refuse(ErrorCode.CF_5018);
    }
    return first;
  }

  private int hex4() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < end ? Character.digit(bytes[at++], 16) : NOT_JSON;
      if (digit < 0) {
        return NOT_JSON;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private boolean number() {
    int start = at;
    at += bytes[at] == '-' ? 1 : 0;
    int first = at;
    int whole = digits();
    if (whole == 0 || (whole > 1 && bytes[first] == '0')) {
      return false;
    }
    int scale = 0;
    if (at < end && bytes[at] == '.') {
      at++;
      scale = digits();
      if (scale == 0) {
        return false;
      }
    }
    int mantissaEnd = at;
    long exponent = 0;
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      exponent = exponent();
      if (exponent == Long.MIN_VALUE) {
        return false;
      }
    }
    jsonbBytes += 20 + (at - start) / 2;
    if (magnitude(first, mantissaEnd, whole) + exponent > MOST_WHOLE_DIGITS
        || scale - exponent > MOST_SCALE) {
      refuse(ErrorCode.CF_5021);
    }
    return true;
  }

  /** Position of the first digit that counts, from the point to the left. */
  private int magnitude(int first, int mantissaEnd, int whole) {
    int zeros = first;
    while (zeros < mantissaEnd && (bytes[zeros] == '0' || bytes[zeros] == '.')) {
      zeros++;
    }
    return zeros < first + whole ? whole : first + whole + 1 - zeros;
  }

  private int digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - start;
  }

  /** Long.MIN_VALUE when it has no digits. */
  private long exponent() {
    at++;
    boolean negative = at < end && bytes[at] == '-';
    if (negative || (at < end && bytes[at] == '+')) {
      at++;
    }
    int start = at;
    if (digits() == 0) {
      return Long.MIN_VALUE;
    }
    long value = 0;
    for (int i = start; i < at && value < LARGE_EXPONENT; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    return negative ? -value : value;
  }

  private void refuse(ErrorCode code) {
    if (jsonbRefusal == null) {
      jsonbRefusal = code;
    }
  }

  private void skipSpace() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }
}
