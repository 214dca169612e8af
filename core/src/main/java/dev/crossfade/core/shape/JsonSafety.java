package dev.crossfade.core.shape;

import java.util.Arrays;

/**
 * Whether PostgreSQL's jsonb holds a JSON text equal as data: no two members of an object have one
 * name, no U+0000, no lone surrogates, no numbers beyond {@code numeric}, no nesting beyond {@value
 * #MAX_DEPTH} levels. The text must be valid JSON. No garbage; not safe for several threads.
 */
final class JsonSafety {
  /** Far below what PostgreSQL's default max_stack_depth bears. */
  static final int MAX_DEPTH = 1000;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  // Hashes of the names of all open objects, one object behind the other.
  private long[] names = new long[64];
  private int nameCount;
  // Where the names of each level start; -1 for an array.
  private final int[] starts = new int[MAX_DEPTH];
  private int depth;
  private boolean escapesSafe;
  private long stringHash;

  boolean isSafe(byte[] data, int offset, int length) {
    bytes = data;
    at = offset;
    end = offset + length;
    nameCount = 0;
    depth = 0;
    boolean nameNext = false;
    while (at < end) {
      byte b = bytes[at];
      switch (b) {
        case '{', '[' -> {
          if (depth == MAX_DEPTH) {
            return false;
          }
          starts[depth++] = b == '{' ? nameCount : -1;
          nameNext = b == '{';
          at++;
        }
        case '}', ']' -> {
          if (!close()) {
            return false;
          }
          nameNext = false;
          at++;
        }
        case ',' -> {
          nameNext = depth > 0 && starts[depth - 1] >= 0;
          at++;
        }
        case '"' -> {
          if (!string()) {
            return false;
          }
          if (nameNext) {
            addName();
            nameNext = false;
          }
        }
        case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
          if (!number()) {
            return false;
          }
        }
        default -> at++;
      }
    }
    return true;
  }

  private void addName() {
    if (nameCount == names.length) {
      names = Arrays.copyOf(names, nameCount * 2);
    }
    names[nameCount++] = stringHash;
  }

  private boolean close() {
    if (depth == 0) {
      return false;
    }
    int start = starts[--depth];
    if (start < 0) {
      return true;
    }
    int count = nameCount - start;
    boolean unique = count <= 12 ? uniqueFew(start) : uniqueMany(start);
    nameCount = start;
    return unique;
  }

  private boolean uniqueFew(int start) {
    for (int i = start + 1; i < nameCount; i++) {
      for (int j = start; j < i; j++) {
        if (names[i] == names[j]) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean uniqueMany(int start) {
    Arrays.sort(names, start, nameCount);
    for (int i = start + 1; i < nameCount; i++) {
      if (names[i] == names[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Reads a string and hashes its characters; false when jsonb cannot hold it. */
  private boolean string() {
    at++;
    long hash = 7;
    escapesSafe = true;
    while (at < end && bytes[at] != '"') {
      byte b = bytes[at++];
      if (b == '\\') {
        int unit = escape();
        if (!escapesSafe) {
          return false;
        }
        hash = hashPoint(hash, unit);
      } else if (b == 0) {
        return false;
      } else {
        hash = Bytes.mix(hash ^ b & 0xff);
      }
    }
    at++;
    stringHash = hash;
    return true;
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

  private int escape() {
    byte b = at < end ? bytes[at++] : 0;
    return switch (b) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> b;
    };
  }

  private int unicode() {
    int first = hex4();
    if (first <= 0 || Character.isLowSurrogate((char) first)) {
      escapesSafe = false;
      return 0;
    }
    if (!Character.isHighSurrogate((char) first)) {
      return first;
    }
    if (at + 1 < end && bytes[at] == '\\' && bytes[at + 1] == 'u') {
      at += 2;
      int second = hex4();
      if (second > 0 && Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
    }
    escapesSafe = false;
    return 0;
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

  /** Reads a number; false when it lies beyond numeric. */
  private boolean number() {
    long whole = 0;
    long fraction = 0;
    boolean point = false;
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9') {
        whole += point ? 0 : 1;
        fraction += point ? 1 : 0;
      } else if (b == '.') {
        point = true;
      } else if (b != '-') {
        break;
      }
    }
    long exponent = at < end && (bytes[at] == 'e' || bytes[at] == 'E') ? exponent() : 0;
    return whole + exponent <= NumberForms.NUMERIC_WHOLE
        && fraction - exponent <= NumberForms.NUMERIC_FRACTION;
  }

  private long exponent() {
    at++;
    boolean negative = at < end && bytes[at] == '-';
    if (at < end && (negative || bytes[at] == '+')) {
      at++;
    }
    long value = 0;
    for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      value = Math.min(value * 10 + (bytes[at] - '0'), 1_000_000_000L);
    }
    return negative ? -value : value;
  }
}
