package dev.crossfade.live;

import dev.crossfade.core.error.ErrorCode;

/** Which failures go away by themselves. */
final class Troubles {
  private Troubles() {}

  /** Whether trying again is of no use until a person did something. */
  static boolean needsPerson(ErrorCode code) {
    if (code == ErrorCode.CF_6112 || code == ErrorCode.CF_6002) {
      // A disk that is full has room again some day; nothing was missed meanwhile.
      return false;
    }
    String number = code.code();
    return number.startsWith("CF-4")
        || number.startsWith("CF-6")
        || number.startsWith("CF-52")
        || number.startsWith("CF-9");
  }
}
