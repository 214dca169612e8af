package dev.crossfade.postgres.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.ServerFailure;
import java.sql.SQLException;

/** Which failures of a merge are of rows, so that it can be tried another way. */
final class Violations {
  private Violations() {}

  /** Whether rows violate a constraint; a foreign key is none of theirs. */
  static boolean isOfRows(SQLException failure) {
    String state = ServerFailure.state(failure);
    // 21000: two rows of the pass are the same to the target's key.
    return state.equals("21000") || (state.startsWith("23") && !state.equals("23503"));
  }

  static ErrorCode code(SQLException failure) {
    String state = ServerFailure.state(failure);
    return state.equals("23505") || state.equals("21000") || state.equals("23P01")
        ? ErrorCode.CF_6205
        : ErrorCode.CF_6206;
  }
}
