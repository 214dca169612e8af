package dev.crossfade.sqlite.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.sql.SQLException;

/** Says what a failure of SQLite is to the user of a store. */
final class StoreErrors {
  private static final int IO = 10;
  private static final int TOO_BIG = 18;

  private StoreErrors() {}

  /** What failed while nothing was written that could stay. */
  static CrossfadeException of(CrossfadeException failure) {
    return switch (failure.code()) {
      case CF_2015 -> with(ErrorCode.CF_7322, failure);
      case CF_6103, CF_6112 -> with(ErrorCode.CF_7324, failure);
      case CF_6115 -> with(ErrorCode.CF_7327, failure);
      default -> resultCode(failure) == TOO_BIG ? with(ErrorCode.CF_7003, failure) : failure;
    };
  }

  /** What failed while something was written that is not committed. */
  static CrossfadeException ofWrite(CrossfadeException failure) {
    return failure.code() == ErrorCode.CF_2002 ? with(ErrorCode.CF_7324, failure) : of(failure);
  }

  /**
   * What failed at a commit. One whose log could not be forced may come back at the next recovery.
   */
  static CrossfadeException ofCommit(CrossfadeException failure) {
    return resultCode(failure) == IO ? with(ErrorCode.CF_7323, failure) : of(failure);
  }

  static CrossfadeException with(ErrorCode code, CrossfadeException failure) {
    return new CrossfadeException(code, failure.detail(), failure);
  }

  private static int resultCode(CrossfadeException failure) {
    return failure.getCause() instanceof SQLException cause ? cause.getErrorCode() & 0xff : 0;
  }
}
