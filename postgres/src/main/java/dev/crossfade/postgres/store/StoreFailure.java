package dev.crossfade.postgres.store;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.SqlFailures;
import dev.crossfade.postgres.session.ServerFailure;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/**
 * What a failure means for a caller: by SQLSTATE and by what was under way, never by text. What the
 * server refused was not done, since it rolled back; where the connection is gone, all depends on
 * whether it was to commit. Messages hold no keys and no values.
 */
final class StoreFailure {
  /** What the server was doing. */
  enum Phase {
    /** Nothing that lasts. */
    BEFORE_COMMIT,
    /** A commit, or a statement that commits by itself. */
    COMMIT
  }

  /** The function of the server that RAISE of a trigger goes through. */
  private static final String RAISED = "exec_stmt_raise";

  private StoreFailure() {}

  /**
   * @param doing for the message, for example {@code writing into public.notes}
   */
  static CrossfadeException of(SQLException failure, Phase phase, String doing) {
    SQLException plain = unwrapped(failure);
    String state = ServerFailure.state(plain);
    return new CrossfadeException(
        code(plain, state, phase),
        doing + ", " + ServerFailure.message(plain) + ", SQLSTATE " + state,
        ServerFailure.withoutValues(plain));
  }

  /** No connection was to be had. */
  static CrossfadeException unavailable(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CrossfadeException coded) {
        return new CrossfadeException(
            ErrorCode.CF_7303, coded.code().code() + ", " + coded.detail(), coded);
      }
    }
    return new CrossfadeException(
        ErrorCode.CF_7303,
        "no connection was free in time, SQLSTATE " + ServerFailure.state(failure),
        failure);
  }

  /** Whether the same again may succeed: a deadlock, or a conflict of what is serializable. */
  static boolean isConflict(SQLException failure) {
    String state = ServerFailure.state(unwrapped(failure));
    return state.equals("40001") || state.equals("40P01");
  }

  /** Whether a lock was not free at once. */
  static boolean isLocked(SQLException failure) {
    return ServerFailure.state(unwrapped(failure)).equals("55P03");
  }

  /** Whether a table is not there. */
  static boolean isMissing(SQLException failure) {
    return ServerFailure.state(unwrapped(failure)).equals("42P01");
  }

  private static SQLException unwrapped(SQLException failure) {
    return failure instanceof BatchUpdateException && failure.getCause() instanceof SQLException of
        ? of
        : failure;
  }

  private static ErrorCode code(SQLException failure, String state, Phase phase) {
    if (isLost(failure, state)) {
      return phase == Phase.COMMIT ? ErrorCode.CF_7304 : ErrorCode.CF_7303;
    }
    return switch (state) {
      case "08003" -> ErrorCode.CF_7303;
      case "57014", "55P03" -> ErrorCode.CF_7305;
      // The table is not there: nobody has opened this store for its keys.
      case "42P01" -> ErrorCode.CF_7306;
      case "40001", "40P01" -> ErrorCode.CF_7308;
      case "25006" ->
          SqlFailures.serverRoutine(failure).filter(RAISED::equals).isPresent()
              ? ErrorCode.CF_7306
              : ErrorCode.CF_3016;
      default ->
          switch (state.substring(0, 2)) {
            case "22", "23", "54" -> ErrorCode.CF_7003;
            default -> SqlFailures.code(failure).orElse(ErrorCode.CF_7307);
          };
    };
  }

  /** Whether the session ended while the statement was under way; 08003: it had ended before. */
  private static boolean isLost(SQLException failure, String state) {
    return switch (state) {
      case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> true;
      default ->
          !state.equals("08003") && (state.startsWith("08") || !(failure instanceof PSQLException));
    };
  }
}
