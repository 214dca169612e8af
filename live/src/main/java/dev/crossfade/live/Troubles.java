package dev.crossfade.live;

import dev.crossfade.core.error.ErrorCode;

/** Which failures go away by themselves. */
final class Troubles {
  private Troubles() {}

  /** Whether trying again is of no use until a person did something. */
  static boolean needsPerson(ErrorCode code) {
    switch (code) {
      // A disk that is full has room again some day, a right is given, files are written to their
      // end; nothing was missed meanwhile.
      case CF_6112, CF_6002, CF_6103, CF_6510, CF_6511 -> {
        return false;
      }
      default -> {}
    }
    String number = code.code();
    return number.startsWith("CF-4")
        || number.startsWith("CF-6")
        || number.startsWith("CF-52")
        || number.startsWith("CF-9");
  }

  /** Whether the control schema itself is not to be used: then nothing can be noted there. */
  static boolean endsFollowing(ErrorCode code) {
    return code == ErrorCode.CF_5061 || code == ErrorCode.CF_5064;
  }

  /** Whether the first copy is of no use to be tried again by itself. */
  static boolean endsFirstCopy(ErrorCode code) {
    return needsPerson(code)
        || code == ErrorCode.CF_6103
        || code == ErrorCode.CF_6510
        || code == ErrorCode.CF_6511
        || code == ErrorCode.CF_3015
        || code == ErrorCode.CF_3016
        || code == ErrorCode.CF_5063;
  }

  /** Whether writes may have gone past outbox or fence. */
  static boolean mayHaveMissed(ErrorCode code) {
    return switch (code) {
      case CF_6001, CF_6102, CF_6106, CF_6108, CF_6115, CF_6201, CF_6209, CF_6331, CF_6341 -> true;
      default -> false;
    };
  }
}
