package dev.crossfade.postgres.session;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a failure of the server means, without the row values that its detail, context and some of
 * its messages hold. They are left out of the cause as well, since causes end up in logs.
 */
public final class ServerFailure {
  private ServerFailure() {}

  /**
   * A failure while rows were loaded.
   *
   * @param doing what was done to which table, for example {@code copying into public.orders}
   */
  public static CrossfadeException loading(SQLException failure, String doing) {
    ErrorCode code = common(state(failure));
    if (code == null) {
      code =
          switch (group(state(failure))) {
            case "23" -> ErrorCode.CF_5059;
            case "42" -> ErrorCode.CF_5056;
            default ->
                state(failure).equals("22P03") || state(failure).equals("22P04")
                    ? ErrorCode.CF_5056
                    : ErrorCode.CF_5051;
          };
    }
    return coded(code, failure, doing);
  }

  /** A failure of any other statement. */
  public static CrossfadeException statement(SQLException failure, String doing) {
    ErrorCode code = common(state(failure));
    return coded(code == null ? ErrorCode.CF_5058 : code, failure, doing);
  }

  /** Whether a limit of the server was passed, such as that of a row's size on a page. */
  public static boolean isTooLarge(SQLException failure) {
    return state(failure).equals("54000");
  }

  /** SQLSTATE; {@code 08000} where the driver gives none. */
  public static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.length() != 5 ? "08000" : state;
  }

  /**
   * The server's primary message in one line; without what stands behind a colon where the class of
   * the error is one whose messages quote values there.
   */
  public static String message(SQLException failure) {
    ServerErrorMessage server = server(failure);
    String message = server == null ? null : server.getMessage();
    if (message == null) {
      return "no message of the server";
    }
    int colon = message.indexOf(':');
    boolean quotes = group(state(failure)).equals("22");
    return (quotes && colon >= 0 ? message.substring(0, colon) : message).replace('\n', ' ');
  }

  private static @Nullable ErrorCode common(String state) {
    return switch (state) {
      case "53100" -> ErrorCode.CF_5052;
      case "53200" -> ErrorCode.CF_5053;
      case "57P01", "57P02", "57P03" -> ErrorCode.CF_5054;
      case "54000", "54011" -> ErrorCode.CF_5065;
      case "42501" -> ErrorCode.CF_3015;
      case "25006" -> ErrorCode.CF_3016;
      case "40001", "40P01", "55P03", "57014", "57P05", "25P03", "25P04" -> ErrorCode.CF_5057;
      default -> group(state).equals("08") ? ErrorCode.CF_5055 : null;
    };
  }

  private static CrossfadeException coded(ErrorCode code, SQLException failure, String doing) {
    List<String> parts = new ArrayList<>();
    parts.add(doing);
    ServerErrorMessage server = server(failure);
    if (server != null) {
      name(parts, "column", server.getColumn());
      name(parts, "constraint", server.getConstraint());
      parts.add(message(failure));
    }
    parts.add("SQLSTATE " + state(failure));
    return new CrossfadeException(code, String.join(", ", parts), withoutValues(failure));
  }

  private static void name(List<String> parts, String what, @Nullable String name) {
    if (name != null) {
      parts.add(what + " " + name);
    }
  }

  /** The same failure for a cause: its own message may hold values. */
  public static SQLException withoutValues(SQLException failure) {
    SQLException plain = new SQLException(message(failure), state(failure));
    plain.setStackTrace(failure.getStackTrace());
    Throwable cause = failure.getCause();
    if (cause != null && !(cause instanceof SQLException)) {
      plain.initCause(cause);
    }
    return plain;
  }

  private static String group(String state) {
    return state.substring(0, 2);
  }

  private static @Nullable ServerErrorMessage server(SQLException failure) {
    return failure instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
  }
}
