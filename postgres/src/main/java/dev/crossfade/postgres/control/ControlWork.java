package dev.crossfade.postgres.control;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlWork;
import java.sql.SQLException;

/** Transactions on the control schema. */
final class ControlWork {
  private final Sessions sessions;

  ControlWork(Sessions sessions) {
    this.sessions = sessions;
  }

  /** As {@link Sessions#transact}; a control schema that is not there has its own code. */
  <T> T transact(String doing, SqlWork<T> work) {
    return sessions.transact(
        doing,
        connection -> {
          try {
            return work.apply(connection);
          } catch (SQLException e) {
            String state = ServerFailure.state(e);
            if (state.equals("42P01") || state.equals("3F000")) {
              throw new CrossfadeException(ErrorCode.CF_5064, doing);
            }
            throw e;
          }
        });
  }
}
