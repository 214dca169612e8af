package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a text is JSON that the server takes: RFC 8259, nested at most {@value #MOST_DEPTH}
 * deep; for {@code jsonb} also that it holds every value: no name twice in an object, no U+0000, no
 * lone surrogate, numbers within {@code numeric}, and the size. Names are told apart by a 64-bit
 * hash, which can only err towards refusing. No recursion. Reused; not safe for several threads.
 */
final class JsonScan {
  /** The server parses recursively; at its default max_stack_depth it bears several times this. */
  static final int MOST_DEPTH = 1000;

  /** Server limits (jsonb.h): length of a container; elements that its parser can hold. */
  private static final long MOST_JSONB_BYTES = 0x0fff_ffff;

  private static final int MOST_ELEMENTS = 1 << 23;
  private static final int MOST_EXPONENT = 1_000_000;
  private static final int MOST_WHOLE_DIGITS = 131_072;
  private static final int MOST_SCALE = 16_383;

  private final boolean[] object = new boolean[MOST_DEPTH];
  private final int[] elements = new int[MOST_DEPTH];
  private final int[] firstName = new int[MOST_DEPTH];
  private long[] names = new long[64];
  private int nameCount;
  private int depth;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private boolean jsonb;
  private long jsonbBytes;
  private @Nullable ErrorCode wrong;

  /** Null when the text fits. */
  @Nullable ErrorCode check(byte[] data, int offset, int length, boolean forJsonb) {
    bytes = data;
    at = offset;
    end = offset + length;
    jsonb = forJsonb;
    jsonbBytes = 0;
    depth = 0;
    nameCount = 0;
    wrong = null;
    if (!value() || !atEnd()) {
      return wrong == null ? ErrorCode.CF_5016 : wrong;
    }
    return jsonb && jsonbBytes > MOST_JSONB_BYTES ? ErrorCode.CF_5020 : null;
  }

  private boolean value() {
    while (true) {
      skipSpace();
      if (at >= end) {
        return false;
      }
      byte first = bytes[at];
      boolean complete = true;
      if (first == '{' || first == '[') {
        at++;
        if (!enter(first == '{')) {
          return false;
        }
        skipSpace();
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
        int next = afterValue();
        if (next <= 0) {
          return next == 0;
        }
      }
    }
  }

  /** 1 when another value follows, 0 when the text is complete, -1 when it is wrong. */
  private int afterValue() {
    while (depth > 0) {
      skipSpace();
      if (at >= end) {
        return -1;
      }
      int level = depth - 1;
      byte next = bytes[at++];
      if (next == ',') {
        if (++elements[level] > MOST_ELEMENTS && jsonb) {
          return refuse(ErrorCode.CF_5020) ? 1 : -1;
        }
        skipSpace();
        return !object[level] || name() ? 1 : -1;
      }
      if (next != (object[level] ? '}' : ']')) {
        return -1;
      }
      if (object[level] && jsonb && twice(firstName[level])) {
        return refuse(ErrorCode.CF_5017) ? 1 : -1;
      }
      nameCount = firstName[level];
      depth--;
    }
    return 0;
  }

  private boolean enter(boolean isObject) {
    if (depth == MOST_DEPTH) {
      return refuse(ErrorCode.CF_5019);
    }
    object[depth] = isObject;
    elements[depth] = 1;
    firstName[depth] = nameCount;
    depth++;
    jsonbBytes += 12;
    return true;
  }

  private boolean name() {
    if (at >= end || bytes[at] != '"') {
      return false;
    }
    int start = at + 1;
    if (!string()) {
      return false;
    }
    if (jsonb) {
      if (nameCount == names.length) {
        names = Arrays.copyOf(names, nameCount * 2);
      }
      names[nameCount++] = hash(start, at - 1);
    }
    skipSpace();
    if (at >= end || bytes[at] != ':') {
      return false;
    }
    at++;
    return true;
  }

  private boolean twice(int first) {
    int count = nameCount - first;
    if (count > 16) {
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

  private boolean scalar(byte first) {
    return switch (first) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String text) {
    if (at + text.length() > end) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += text.length();
    jsonbBytes += 4;
    return true;
  }

  private boolean number() {
    int start = at;
    if (bytes[at] == '-') {
      at++;
    }
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
      at++;
      boolean negative = at < end && bytes[at] == '-';
      if (negative || (at < end && bytes[at] == '+')) {
        at++;
      }
      int from = at;
      if (digits() == 0) {
        return false;
      }
      for (; from < at && exponent < MOST_EXPONENT; from++) {
        exponent = exponent * 10 + (bytes[from] - '0');
      }
      exponent = negative ? -exponent : exponent;
    }
    jsonbBytes += 20 + (at - start) / 2;
    return !jsonb || inNumeric(first, mantissaEnd, whole, scale, exponent);
  }

  private boolean inNumeric(int first, int mantissaEnd, int whole, int scale, long exponent) {
    int zeros = first;
    while (zeros < mantissaEnd && (bytes[zeros] == '0' || bytes[zeros] == '.')) {
      zeros++;
    }
    // Position of the first digit that counts, from the point to the left.
    long magnitude = exponent + (zeros < first + whole ? whole : first + whole + 1 - zeros);
    boolean fits =
        magnitude <= MOST_WHOLE_DIGITS
            && scale - exponent <= MOST_SCALE
            && Math.abs(exponent) < MOST_EXPONENT;
    return fits || refuse(ErrorCode.CF_5021);
  }

  private int digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - start;
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
        if (!escape()) {
          return false;
        }
      } else if (b >= 0 && b < 0x20) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    if (at >= end) {
      return false;
    }
    byte kind = bytes[at++];
    if (kind != 'u') {
      return kind > 0 && "\"\\/bfnrt".indexOf(kind) >= 0;
    }
    int unit = hex4(at);
    at += 4;
    if (unit < 0) {
      return false;
    }
    if (!jsonb) {
      return true;
    }
    if (unit == 0 || Character.isLowSurrogate((char) unit)) {
      return refuse(ErrorCode.CF_5018);
    }
    if (Character.isHighSurrogate((char) unit)) {
      boolean paired = at + 6 <= end && bytes[at] == '\\' && bytes[at + 1] == 'u';
      int second = paired ? hex4(at + 2) : -1;
      if (second < 0 || !Character.isLowSurrogate((char) second)) {
        return refuse(ErrorCode.CF_5018);
      }
      at += 6;
    }
    return true;
  }

  private int hex4(int start) {
    if (start + 4 > end) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(bytes[start + i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Hash of a name with its escapes resolved (FNV-1a, its bits mixed once more). */
  private long hash(int start, int stop) {
    long hash = 0xcbf29ce484222325L;
    for (int i = start; i < stop; i++) {
      if (bytes[i] == '\\') {
        return hashUnescaped(start, stop);
      }
      hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
    }
    return hash ^ hash >>> 29;
  }

  private long hashUnescaped(int start, int stop) {
    String name = unescape(new String(bytes, start, stop - start, StandardCharsets.UTF_8));
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash ^ hash >>> 29;
  }

  private static String unescape(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char kind = name.charAt(++i);
      int control = "bfnrt".indexOf(kind);
      if (kind == 'u') {
        plain.append((char) Integer.parseInt(name, i + 1, i + 5, 16));
        i += 4;
      } else {
        plain.append(control < 0 ? kind : "\b\f\n\r\t".charAt(control));
      }
    }
    return plain.toString();
  }

  private boolean refuse(ErrorCode code) {
    wrong = code;
    return false;
  }

  private boolean atEnd() {
    skipSpace();
    return at == end;
  }

  private void skipSpace() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }
}
