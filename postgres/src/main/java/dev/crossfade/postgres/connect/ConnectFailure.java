package dev.crossfade.postgres.connect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLState;

/**
 * Tells why a connection could not be made: by the type of the exceptions underneath, and by
 * SQLSTATE, never by text, which servers translate.
 */
final class ConnectFailure {
  private ConnectFailure() {}

  static CrossfadeException classify(SQLException failure, TargetUrl url) {
    ErrorCode code =
        byServer(failure).or(() -> byCause(failure)).orElseGet(() -> byDriver(failure, url));
    String detail =
        SqlFailures.serverMessage(failure)
            .map(message -> ": " + message)
            .orElseGet(() -> code == ErrorCode.CF_3020 ? ": " + failure.getMessage() : "");
    return new CrossfadeException(
        code, url.display() + " (SQLSTATE " + failure.getSQLState() + ")" + detail, failure);
  }

  private static Optional<ErrorCode> byServer(SQLException failure) {
    if (SqlFailures.serverMessage(failure).isEmpty()) {
      return Optional.empty();
    }
    return switch (String.valueOf(failure.getSQLState())) {
      case "28000" ->
          Optional.of(
              SqlFailures.serverRoutine(failure)
                      .filter("InitializeSessionUserId"::equals)
                      .isPresent()
                  ? ErrorCode.CF_3011
                  : ErrorCode.CF_3007);
      case "28P01" -> Optional.of(ErrorCode.CF_3009);
      // PgBouncer's state for a wrong password, an unknown user and a full pool alike.
      case "08P01" -> Optional.of(ErrorCode.CF_3024);
      default -> SqlFailures.code(failure);
    };
  }

  private static Optional<ErrorCode> byCause(SQLException failure) {
    Throwable tls = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException
          || cause instanceof CertPathValidatorException
          || cause instanceof CertPathBuilderException) {
        return Optional.of(ErrorCode.CF_3008);
      }
      if (cause instanceof UnknownHostException || cause instanceof NoRouteToHostException) {
        return Optional.of(ErrorCode.CF_3003);
      }
      if (cause instanceof ConnectException) {
        return Optional.of(ErrorCode.CF_3004);
      }
      if (cause instanceof SocketTimeoutException) {
        return Optional.of(ErrorCode.CF_3005);
      }
      if (cause instanceof SSLException) {
        tls = cause;
      } else if (cause instanceof SocketException && isBeforeConnection(failure)) {
        return Optional.of(ErrorCode.CF_3003);
      }
    }
    return tls == null ? Optional.empty() : Optional.of(ErrorCode.CF_3023);
  }

  private static boolean isBeforeConnection(SQLException failure) {
    return PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState().equals(failure.getSQLState());
  }

  /** What the driver itself refuses; the states it uses have several meanings. */
  private static ErrorCode byDriver(SQLException failure, TargetUrl url) {
    String mode = url.parameter("sslmode").orElse("prefer");
    boolean tlsDemanded = mode.equals("require") || mode.startsWith("verify");
    if (tlsDemanded && TlsProbe.offersNoTls(url)) {
      return ErrorCode.CF_3006;
    }
    String state = String.valueOf(failure.getSQLState());
    if (state.equals(PSQLState.CONNECTION_REJECTED.getState()) && url.password().isEmpty()) {
      return ErrorCode.CF_3010;
    }
    if (state.equals(PSQLState.CONNECTION_FAILURE.getState()) && mode.equals("verify-full")) {
      return ErrorCode.CF_3008;
    }
    return SqlFailures.code(failure).orElse(ErrorCode.CF_3020);
  }
}
