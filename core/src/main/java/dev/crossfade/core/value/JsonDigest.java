package dev.crossfade.core.value;

import java.util.Arrays;

/**
 * The hash of a JSON text as data: white space, the order of an object's members, escapes and the
 * notation of numbers do not count; every digit of a number does. An object is the sum of the
 * hashes of its members, so nothing needs to be sorted; duplicate members are all in the sum, so a
 * store that drops one is found out. One pass over the bytes, no recursion, no garbage; strict RFC
 * 8259.
 *
 * <p>Reused; not safe for several threads at once.
 */
public final class JsonDigest {
  private static final int ARRAY = 1;
  private static final int OBJECT = 2;
  private static final int SLOTS = 6;
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = ONES << 7;
  private static final long BLANKS = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private final Hash128 hash = new Hash128();
  // A level of nesting: kind, count, high, low, and for objects the hash of the member's name.
  private long[] stack = new long[SLOTS * 16];
  private int depth;
  private byte[] scratch = new byte[256];

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private long high;
  private long low;

  /**
   * Reads one JSON text, valid UTF-8.
   *
   * @return false when it is no JSON; the hash is then undefined
   */
  public boolean digest(byte[] source, int offset, int length) {
    bytes = source;
    at = offset;
    end = offset + length;
    depth = 0;
    skipSpace();
    if (!value()) {
      return false;
    }
    skipSpace();
    return at == end;
  }

  /** Upper half of the hash of what {@link #digest} read. */
  public long high() {
    return high;
  }

  /** Lower half of the hash of what {@link #digest} read. */
  public long low() {
    return low;
  }

  private boolean value() {
    while (true) {
      int opened = open();
      if (opened < 0) {
        return false;
      }
      if (opened > 0) {
        continue;
      }
      int closed = close();
      if (closed <= 0) {
        return closed == 0;
      }
    }
  }

  /** Reads a scalar or an empty container (0), or enters a container (1); -1 is an error. */
  private int open() {
    if (at >= end) {
      return -1;
    }
    byte first = bytes[at];
    if (first != '{' && first != '[') {
      return scalar(first) ? 0 : -1;
    }
    at++;
    push(first == '{' ? OBJECT : ARRAY);
    skipSpace();
    if (at < end && bytes[at] == (first == '{' ? '}' : ']')) {
      at++;
      pop();
      return 0;
    }
    return first == '[' || memberName() ? 1 : -1;
  }

  /** After a value: 1 when another one follows, 0 when the text is complete, -1 is an error. */
  private int close() {
    while (depth > 0) {
      add();
      skipSpace();
      if (at >= end) {
        return -1;
      }
      boolean object = stack[(depth - 1) * SLOTS] == OBJECT;
      byte next = bytes[at++];
      if (next == ',') {
        skipSpace();
        return !object || memberName() ? 1 : -1;
      }
      if (next != (object ? '}' : ']')) {
        return -1;
      }
      pop();
    }
    return 0;
  }

  private boolean memberName() {
    if (at >= end || bytes[at] != '"' || !string()) {
      return false;
    }
    int base = (depth - 1) * SLOTS;
    stack[base + 4] = high;
    stack[base + 5] = low;
    skipSpace();
    if (at >= end || bytes[at] != ':') {
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  private void push(int kind) {
    if ((depth + 1) * SLOTS > stack.length) {
      stack = Arrays.copyOf(stack, stack.length * 2);
    }
    Arrays.fill(stack, depth * SLOTS, (depth + 1) * SLOTS, 0);
    stack[depth * SLOTS] = kind;
    depth++;
  }

  private void pop() {
    depth--;
    int base = depth * SLOTS;
    finish(stack[base], stack[base + 1], stack[base + 2], stack[base + 3]);
  }

  /** Adds the value just read to the container on top. */
  private void add() {
    int base = (depth - 1) * SLOTS;
    stack[base + 1]++;
    boolean object = stack[base] == OBJECT;
    int before = base + (object ? 4 : 2);
    finish(stack[before], stack[before + 1], high, low);
    if (object) {
      long sum = stack[base + 3] + low;
      stack[base + 2] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
      stack[base + 3] = sum;
    } else {
      stack[base + 2] = high;
      stack[base + 3] = low;
    }
  }

  private void finish(long a, long b, long c, long d) {
    hash.reset();
    hash.word(a);
    hash.word(b);
    hash.word(c);
    hash.word(d);
    high = hash.high();
    low = hash.low();
  }

  private boolean scalar(byte first) {
    return switch (first) {
      case '"' -> string();
      case 't' -> word("true", 11);
      case 'f' -> word("false", 12);
      case 'n' -> word("null", 13);
      default -> number();
    };
  }

  private boolean word(String text, int mark) {
    int length = text.length();
    if (at + length > end) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += length;
    finish(mark, 0, 0, 0);
    return true;
  }

  private boolean number() {
    int start = at;
    if (at < end && bytes[at] == '-') {
      at++;
    }
    int digits = at;
    skipDigits();
    int whole = at - digits;
    if (whole == 0 || (whole > 1 && bytes[digits] == '0')) {
      return false;
    }
    if (at < end && bytes[at] == '.') {
      at++;
      if (skipDigits() == 0) {
        return false;
      }
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      if (skipDigits() == 0) {
        return false;
      }
    }
    ensureScratch(at - start + 22);
    int length = DecimalText.normalise(bytes, start, at - start, scratch);
    if (length < 0) {
      return false;
    }
    content(14, length);
    return true;
  }

  private int skipDigits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - start;
  }

  private boolean string() {
    at++;
    int start = at;
    at = behindPlain(at);
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        hash.reset();
        hash.word(15);
        hash.bytes(bytes, start, at - start);
        high = hash.high();
        low = hash.low();
        at++;
        return true;
      }
      if (b == '\\') {
        return escapedString(start);
      }
      if (b >= 0 && b < 0x20) {
        return false;
      }
      at++;
    }
    return false;
  }

  /**
   * A position from {@code from} on before which there is neither a quote, a backslash nor a
   * control character: at one of them, at a byte that a borrow made look like one, or less than
   * eight bytes before the end.
   */
  private int behindPlain(int from) {
    int next = from;
    for (; next + 8 <= end; next += 8) {
      long word = (long) RowBatch.LONG.get(bytes, next);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long found =
          ((word - BLANKS & ~word) | (quote - ONES & ~quote) | (backslash - ONES & ~backslash))
              & TOPS;
      if (found != 0) {
        return next + (Long.numberOfLeadingZeros(found) >>> 3);
      }
    }
    return next;
  }

  private boolean escapedString(int start) {
    ensureScratch(at - start + 16);
    int count = at - start;
    System.arraycopy(bytes, start, scratch, 0, count);
    while (at < end) {
      byte b = bytes[at++];
      if (b == '"') {
        content(15, count);
        return true;
      }
      if (b >= 0 && b < 0x20) {
        return false;
      }
      ensureScratch(count + 8);
      if (b != '\\') {
        scratch[count++] = b;
        continue;
      }
      int point = escape();
      if (point < 0) {
        return false;
      }
      count = putPoint(point, count);
    }
    return false;
  }

  private int escape() {
    if (at >= end) {
      return -1;
    }
    return switch (bytes[at++]) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
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
    if (first < 0 || !Character.isHighSurrogate((char) first)) {
      return first;
    }
    if (at + 1 < end && bytes[at] == '\\' && bytes[at + 1] == 'u') {
      int mark = at;
      at += 2;
      int second = hex4();
      if (second >= 0 && Character.isLowSurrogate((char) second)) {
        return Character.toCodePoint((char) first, (char) second);
      }
      at = mark;
    }
    return first;
  }

  private int hex4() {
    if (at + 4 > end) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(bytes[at++], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Writes a code point as UTF-8; a lone surrogate as three bytes, so that it stays itself. */
  private int putPoint(int point, int count) {
    if (point < 0x80) {
      scratch[count] = (byte) point;
      return count + 1;
    }
    if (point < 0x800) {
      scratch[count] = (byte) (0xc0 | point >> 6);
      scratch[count + 1] = (byte) (0x80 | point & 0x3f);
      return count + 2;
    }
    if (point < 0x10000) {
      scratch[count] = (byte) (0xe0 | point >> 12);
      scratch[count + 1] = (byte) (0x80 | point >> 6 & 0x3f);
      scratch[count + 2] = (byte) (0x80 | point & 0x3f);
      return count + 3;
    }
    scratch[count] = (byte) (0xf0 | point >> 18);
    scratch[count + 1] = (byte) (0x80 | point >> 12 & 0x3f);
    scratch[count + 2] = (byte) (0x80 | point >> 6 & 0x3f);
    scratch[count + 3] = (byte) (0x80 | point & 0x3f);
    return count + 4;
  }

  private void content(int mark, int length) {
    hash.reset();
    hash.word(mark);
    hash.bytes(scratch, 0, length);
    high = hash.high();
    low = hash.low();
  }

  private void ensureScratch(int length) {
    if (length > scratch.length) {
      scratch = Arrays.copyOf(scratch, Math.max(length, scratch.length * 2));
    }
  }

  private void skipSpace() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
