package dev.crossfade.sqlite.store;

import org.jspecify.annotations.Nullable;

/** Bounds of keys in their order, that of code points. */
final class KeyRanges {
  private KeyRanges() {}

  /**
   * The least text behind all that begin with a prefix, or null when there is none.
   *
   * @param prefix well formed
   */
  static @Nullable String behind(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return null;
  }

  /** What comes before the first lone surrogate, which no key holds. */
  static String wellFormed(String text) {
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return text.substring(0, end);
      }
      end += Character.charCount(point);
    }
    return text;
  }
}
