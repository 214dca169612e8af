package dev.crossfade.core.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.Comparator;

/** Which keys a {@link Store} takes, and their order. */
public final class StoreKeys {
  /** The longest key, in bytes of UTF-8. */
  public static final int MOST_BYTES = 1000;

  /** What keys of side entries begin with; see {@link Store}. */
  public static final String SIDE = "crossfade:";

  /** So much longer may the key of a side entry be, in bytes of UTF-8. */
  public static final int SIDE_BYTES = 100;

  /** Orders keys by code points, as their bytes in UTF-8 are ordered. */
  public static final Comparator<String> ORDER = StoreKeys::compare;

  private StoreKeys() {}

  /**
   * Refuses what is no key.
   *
   * @throws CrossfadeException CF-7002
   */
  public static String check(String key) {
    int bytes = 0;
    for (int i = 0; i < key.length(); i++) {
      char unit = key.charAt(i);
      if (unit == 0) {
        throw refused("U+0000 at " + i);
      }
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < key.length()
                && Character.isLowSurrogate(key.charAt(i + 1));
        if (!pair) {
          throw refused("a lone surrogate at " + i);
        }
        i++;
        bytes += 4;
      } else {
        bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
      }
    }
    if (bytes == 0 || bytes > (isSide(key) ? MOST_BYTES + SIDE_BYTES : MOST_BYTES)) {
      throw refused(bytes + " bytes");
    }
    return key;
  }

  /** Whether it is the key of a side entry. */
  public static boolean isSide(String key) {
    return key.startsWith(SIDE);
  }

  private static CrossfadeException refused(String was) {
    return new CrossfadeException(
        ErrorCode.CF_7002, "expected text of 1 to " + MOST_BYTES + " bytes but was " + was);
  }

  private static int compare(String one, String other) {
    int shared = Math.min(one.length(), other.length());
    for (int i = 0; i < shared; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return Integer.compare(rank(a), rank(b));
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  /** Surrogates stand for code points behind all others. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }
}
