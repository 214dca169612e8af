package dev.crossfade.core.shape;

import java.util.Arrays;

/**
 * Whether a text is JSON (RFC 8259), and whether PostgreSQL's jsonb holds it equal as data: no two
 * members of an object have one name, no U+0000, no lone surrogates, no numbers beyond {@code
 * numeric}, no nesting beyond {@value #MAX_DEPTH} levels. One pass, no recursion, no garbage. Not
 * safe for several threads.
 */
final class JsonCheck {
  /** What a text is. */
  enum Verdict {
    /** No JSON. */
    NONE,
    /** JSON that jsonb changes or refuses. */
    UNSAFE,
    /** JSON that jsonb holds equal. */
    SAFE
  }

  /** Far below what PostgreSQL's default max_stack_depth bears. */
  static final int MAX_DEPTH = 1000;

  private static final int ARRAY = -1;
  private static final int FEW_NAMES = 12;
  private static final int MAX_EXPONENT_DIGITS = 9;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  // Hashes of the names of all open objects, one object behind the other.
  private long[] names = new long[64];
  private int nameCount;
  // For each level where its names start, or ARRAY.
  private int[] starts = new int[64];
  private int depth;
  private boolean unsafe;

  /** Reads a text that is valid UTF-8. */
  Verdict check(byte[] data, int offset, int length) {
    bytes = data;
    at = offset;
    end = offset + length;
    nameCount = 0;
    depth = 0;
    unsafe = false;
    skipSpace();
    if (!document()) {
      return Verdict.NONE;
    }
    return unsafe ? Verdict.UNSAFE : Verdict.SAFE;
  }

  private boolean document() {
    while (at < end) {
      byte first = bytes[at];
      if (first == '{' || first == '[') {
        boolean object = first == '{';
        push(object);
        if (at < end && bytes[at] == (object ? '}' : ']')) {
          at++;
          pop();
        } else if (!object || name()) {
          continue;
        } else {
          return false;
        }
      } else if (!scalar(first)) {
        return false;
      }
      int next = behindValue();
      if (next != 0) {
        return next > 0;
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
      boolean object = starts[depth - 1] != ARRAY;
      byte b = bytes[at++];
      if (b == ',') {
        skipSpace();
        return !object || name() ? 0 : -1;
      }
      if (b != (object ? '}' : ']')) {
        return -1;
      }
      pop();
    }
  }

  private void push(boolean object) {
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, depth * 2);
    }
    starts[depth++] = object ? nameCount : ARRAY;
    unsafe |= depth > MAX_DEPTH;
    at++;
    skipSpace();
  }

  private void pop() {
    int start = starts[--depth];
    if (start != ARRAY) {
      if (!unsafe && !unique(start)) {
        unsafe = true;
      }
      nameCount = start;
    }
  }

  private boolean unique(int start) {
    if (nameCount - start > FEW_NAMES) {
      Arrays.sort(names, start, nameCount);
      for (int i = start + 1; i < nameCount; i++) {
        if (names[i] == names[i - 1]) {
          return false;
        }
      }
      return true;
    }
    for (int i = start + 1; i < nameCount; i++) {
      for (int j = start; j < i; j++) {
        if (names[i] == names[j]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads a member's name and the colon, and remembers the name. */
  private boolean name() {
    if (at >= end || bytes[at] != '"') {
      return false;
    }
    long hash = 7;
    for (at++; at < end; ) {
      byte b = bytes[at++];
      if (b == '"') {
        addName(hash);
        return colon();
      }
      if (b == '\\') {
        int point = escape();
        if (point < 0) {
          return false;
        }
        hash = hashPoint(hash, point);
      } else if (b >= 0 && b < 0x20) {
        return false;
      } else {
        hash = Bytes.mix(hash ^ b & 0xff);
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

  /** Hashes the UTF-8 bytes of a code point, so that an escape equals the character itself. */
  private static long hashPoint(long start, int point) {
    if (point < 0x80) {
      return Bytes.mix(start ^ point);
    }
    long hash = start;
    if (point < 0x800) {
      hash = Bytes.mix(hash ^ (0xc0 | point >> 6));
    } else if (point < 0x10000) {
      hash = Bytes.mix(hash ^ (0xe0 | point >> 12));
      hash = Bytes.mix(hash ^ (0x80 | point >> 6 & 0x3f));
    } else {
      hash = Bytes.mix(hash ^ (0xf0 | point >> 18));
      hash = Bytes.mix(hash ^ (0x80 | point >> 12 & 0x3f));
      hash = Bytes.mix(hash ^ (0x80 | point >> 6 & 0x3f));
    }
    return Bytes.mix(hash ^ (0x80 | point & 0x3f));
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
    return true;
  }

  private boolean string() {
    for (at++; at < end; ) {
      byte b = bytes[at++];
      if (b == '"') {
        return true;
      }
      if (b == '\\') {
        if (escape() < 0) {
          return false;
        }
      } else if (b >= 0 && b < 0x20) {
        return false;
      }
    }
    return false;
  }

  /** The code point that an escape stands for, or -1 when it is none. */
  private int escape() {
    byte b = at < end ? bytes[at++] : 0;
    return switch (b) {
      case '"', '\\', '/' -> b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> -1;
    };
  }

  private int unicode() {
    int first = hex4();
    if (first < 0) {
      return -1;
    }
    if (Character.isHighSurrogate((char) first)
        && at + 1 < end
        && bytes[at] == '\\'
        && bytes[at + 1] == 'u') {
      int mark = at;
      at += 2;
      int second = hex4();
      if (second >= 0 && Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
      at = mark;
    }
    unsafe |= first == 0 || Character.isSurrogate((char) first);
    return first;
  }

  private int hex4() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < end ? Character.digit(bytes[at++], 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private boolean number() {
    at += bytes[at] == '-' ? 1 : 0;
    int first = at;
    int whole = digits();
    if (whole == 0 || (whole > 1 && bytes[first] == '0')) {
      return false;
    }
    int fraction = 0;
    if (at < end && bytes[at] == '.') {
      at++;
      fraction = digits();
      if (fraction == 0) {
        return false;
      }
    }
    long exponent = 0;
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      exponent = exponent();
      if (exponent == Long.MIN_VALUE) {
        return false;
      }
    }
    unsafe |=
        whole + exponent > NumberForms.NUMERIC_WHOLE
            || fraction - exponent > NumberForms.NUMERIC_FRACTION;
    return true;
  }

  private int digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - start;
  }

  private long exponent() {
    at++;
    boolean negative = at < end && bytes[at] == '-';
    if (negative || (at < end && bytes[at] == '+')) {
      at++;
    }
    int start = at;
    int count = digits();
    if (count == 0 || count > MAX_EXPONENT_DIGITS) {
      return Long.MIN_VALUE;
    }
    long value = 0;
    for (int i = start; i < at; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    return negative ? -value : value;
  }

  private void skipSpace() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }
}
