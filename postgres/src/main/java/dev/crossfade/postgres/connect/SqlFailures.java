package dev.crossfade.postgres.connect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Error codes for what a PostgreSQL server reports, told by SQLSTATE. */
public final class SqlFailures {
  private SqlFailures() {}

  /**
   * The code for a failure whose cause is the target's state and not the statement: a missing
   * right, a lost connection, a full disk and the like; absent for all others.
   */
  public static Optional<ErrorCode> code(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (state) {
          case "3D000" -> ErrorCode.CF_3012;
          case "53300" -> ErrorCode.CF_3013;
          case "57P03" -> ErrorCode.CF_3014;
          case "42501" -> ErrorCode.CF_3015;
          case "25006" -> ErrorCode.CF_3016;
          case "53100" -> ErrorCode.CF_3022;
          case "57P01", "57P02", "08003", "08006", "08000", "08P01" -> ErrorCode.CF_3019;
          default -> null;
        });
  }

  /**
   * Wraps a failure of the target's state in its coded exception.
   *
   * @param doing what was attempted, for the message, for example "creating the table orders"
   * @return the coded exception, absent if {@link #code} knows none
   */
  public static Optional<CrossfadeException> classify(SQLException failure, String doing) {
    return code(failure)
        .map(
            code ->
                new CrossfadeException(
                    code,
                    doing + serverMessage(failure).map(message -> ": " + message).orElse(""),
                    failure));
  }

  /** The server's own one-line message, without details, which may hold values. */
  static Optional<String> serverMessage(SQLException failure) {
    return server(failure).map(ServerErrorMessage::getMessage);
  }

  /** The name of the server's function that raised the error. */
  public static Optional<String> serverRoutine(SQLException failure) {
    return server(failure).map(ServerErrorMessage::getRoutine);
  }

  private static Optional<ServerErrorMessage> server(SQLException failure) {
    return failure instanceof PSQLException driver
        ? Optional.ofNullable(driver.getServerErrorMessage())
        : Optional.empty();
  }
}
