package dev.crossfade.core.shape;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.JsonCheck;

/** Counts what texts look like. The first byte and the length rule most forms out at once. */
// Counts lie in arrays by ordinal: this is the hot path, and no ordinal leaves the class.
@SuppressWarnings("EnumOrdinal")
final class TextForms {
  private final long[] forms;
  private final TimestampTally timestamps;
  private final JsonCheck json = new JsonCheck();
  private long jsonTries;
  private long jsonMisses;

  TextForms(long[] forms, TimestampTally timestamps) {
    this.forms = forms;
    this.timestamps = timestamps;
  }

  /** A text without U+0000. */
  void add(byte[] data, int offset, int length) {
    if (length == 0) {
      return;
    }
    byte first = data[offset];
    if (NumberLike.matches(data, offset, length)) {
      count(Form.TEXT_NUMBER);
    }
    if (first >= '0' && first <= '9' || first == '-') {
      number(data, offset, length);
      if (length >= 10 && data[offset + 4] == '-') {
        if (length > 10) {
          timestamps.add(data, offset, length);
        } else if (TimestampTally.isDate(data, offset)) {
          count(Form.TEXT_DATE);
        }
      }
    } else if (first == '{' || first == '[' || first == ' ' || first == '\n' || first == '\t') {
      container(data, offset, length);
      return;
    } else if (length <= 5) {
      word(data, offset, length);
    }
    if (length == 36 && isUuid(data, offset)) {
      count(Form.TEXT_UUID);
    }
  }

  /** A cell of kind JSON, whose bytes are JSON by the reader's word. */
  void json(byte[] data, int offset, int length) {
    if (json.check(data, offset, length, true) != null) {
      count(Form.JSON_UNSAFE);
    }
  }

  private void word(byte[] data, int offset, int length) {
    if (length == 1) {
      switch (data[offset]) {
        case 't', 'f' -> count(Form.TEXT_T_F);
        case 'Y', 'N' -> count(Form.TEXT_Y_N);
        default -> {}
      }
    } else if (is(data, offset, length, "true") || is(data, offset, length, "false")) {
      count(Form.TEXT_TRUE_FALSE);
    }
  }

  private static boolean is(byte[] data, int offset, int length, String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (data[offset + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void number(byte[] data, int offset, int length) {
    int end = offset + length;
    int whole = data[offset] == '-' ? offset + 1 : offset;
    int at = skipDigits(data, whole, end);
    int wholeDigits = at - whole;
    if (wholeDigits == 0 || (data[whole] == '0' && wholeDigits > 1)) {
      return;
    }
    int fraction = 0;
    if (at < end && data[at] == '.') {
      int point = at;
      at = skipDigits(data, point + 1, end);
      fraction = at - point - 1;
      if (fraction == 0) {
        return;
      }
    }
    if (at != end) {
      return;
    }
    int significant = significant(data, whole, end);
    if (significant == 0 && whole != offset) {
      return;
    }
    if (fraction == 0 && fitsLong(data, offset, whole, wholeDigits)) {
      count(Form.TEXT_INTEGER);
    }
    if (wholeDigits <= NumberForms.NUMERIC_WHOLE && fraction <= NumberForms.NUMERIC_FRACTION) {
      count(Form.TEXT_DECIMAL);
    }
    boolean noNeedlessZero = fraction == 0 || data[end - 1] != '0';
    boolean notTiny = fraction - significant < 4 || data[whole] != '0';
    if (noNeedlessZero
        && notTiny
        && significant <= NumberForms.EXACT_DIGITS
        && wholeDigits <= NumberForms.EXACT_DIGITS) {
      count(Form.TEXT_DOUBLE);
    }
  }

  /** Digits from the first that is not zero to the end. */
  private static int significant(byte[] data, int start, int end) {
    int count = 0;
    for (int at = start; at < end; at++) {
      if (data[at] != '.' && (count > 0 || data[at] != '0')) {
        count++;
      }
    }
    return count;
  }

  private static boolean fitsLong(byte[] data, int offset, int start, int digits) {
    if (digits != 19) {
      return digits < 19;
    }
    String limit = start == offset ? "9223372036854775807" : "9223372036854775808";
    for (int i = 0; i < digits; i++) {
      int order = data[start + i] - limit.charAt(i);
      if (order != 0) {
        return order < 0;
      }
    }
    return true;
  }

  private static int skipDigits(byte[] data, int start, int end) {
    int at = start;
    while (at < end && data[at] >= '0' && data[at] <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isUuid(byte[] data, int offset) {
    for (int i = 0; i < 36; i++) {
      byte b = data[offset + i];
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      boolean digit = b >= '0' && b <= '9' || b >= 'a' && b <= 'f';
      if (hyphen ? b != '-' : !digit) {
        return false;
      }
    }
    return true;
  }

  private void container(byte[] data, int offset, int length) {
    if (jsonMisses > 100 && jsonMisses > jsonTries / 100) {
      return;
    }
    int at = offset;
    int end = offset + length;
    while (at < end && data[at] <= ' ' && data[at] >= 0) {
      at++;
    }
    if (at == end || (data[at] != '{' && data[at] != '[')) {
      return;
    }
    jsonTries++;
    ErrorCode wrong = json.check(data, offset, length, true);
    if (wrong == ErrorCode.CF_5016) {
      jsonMisses++;
    } else {
      count(wrong == null ? Form.TEXT_JSON : Form.TEXT_JSON_UNSAFE);
    }
  }

  private void count(Form form) {
    forms[form.ordinal()]++;
  }
}
