package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;

/** What a failure says of whether something was done. */
final class Failures {
  private Failures() {}

  /** Nothing was done: the store does not take writes now. */
  static boolean isClosed(CrossfadeException failure) {
    return failure.code() == ErrorCode.CF_7341 || failure.code() == ErrorCode.CF_7306;
  }

  /**
   * Nothing was done: the second store failed by a table that was dropped, as was heard meanwhile.
   */
  static boolean isGone(CrossfadeException failure, Lane lane) {
    return failure.code() == ErrorCode.CF_7307 && !lane.mayBeSecond();
  }

  /** Nothing was done: the second store was not reached. */
  static boolean isAway(CrossfadeException failure) {
    return failure.code() == ErrorCode.CF_7303 || failure.code() == ErrorCode.CF_7202;
  }

  /** The second store was not there, or was gone before it answered, whatever it did. */
  static boolean isSilent(CrossfadeException failure) {
    return isAway(failure) || failure.code() == ErrorCode.CF_7304;
  }

  /** A read got no answer, for whatever reason. */
  static boolean isNoAnswer(CrossfadeException failure) {
    return isAway(failure)
        || failure.code() == ErrorCode.CF_7304
        || failure.code() == ErrorCode.CF_7305;
  }
}
