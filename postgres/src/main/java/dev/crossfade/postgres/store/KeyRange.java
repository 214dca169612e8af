package dev.crossfade.postgres.store;

import dev.crossfade.core.store.StoreKeys;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a scan gives, as bounds that PostgreSQL can be told, and a check for the rest: a
 * prefix or a key to begin behind may be any text, and PostgreSQL takes no U+0000 and no half of a
 * pair.
 *
 * @param from the first key, or null for no bound
 * @param inclusive whether {@code from} itself may be given
 * @param before the first key behind all, or null for no bound
 */
record KeyRange(
    @Nullable String from,
    boolean inclusive,
    @Nullable String before,
    String prefix,
    @Nullable String after) {

  static KeyRange of(String prefix, @Nullable String after) {
    String begin = storable(prefix);
    String behind = after == null ? null : storable(after);
    boolean byAfter = behind != null && StoreKeys.ORDER.compare(behind, begin) >= 0;
    String from = byAfter ? behind : begin.isEmpty() ? null : begin;
    boolean whole = behind != null && behind.equals(after);
    return new KeyRange(from, !byAfter || !whole, next(begin), prefix, after);
  }

  boolean holds(String key) {
    return key.startsWith(prefix) && (after == null || StoreKeys.ORDER.compare(key, after) > 0);
  }

  /** The longest beginning that PostgreSQL takes. */
  private static String storable(String text) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      if (point == 0 || half) {
        break;
      }
      at += Character.charCount(point);
    }
    return text.substring(0, at);
  }

  /** The first text behind all that begin with this one, or null. */
  private static @Nullable String next(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        boolean atGap = last + 1 == Character.MIN_SURROGATE;
        int next = atGap ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return null;
  }
}
