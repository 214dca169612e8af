package dev.crossfade.postgres.readback;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.sql.SQLException;

/** Names what the server or the connection said while a table was read. */
final class ReadFailure {
  private ReadFailure() {}

  static CrossfadeException of(SQLException failed, String table) {
    String state = failed.getSQLState() == null ? "none" : failed.getSQLState();
    ErrorCode code =
        switch (state) {
          case "42P01", "3F000" -> ErrorCode.CF_5101;
          case "42703", "42809" -> ErrorCode.CF_5102;
          case "42501" -> ErrorCode.CF_5104;
          default -> ErrorCode.CF_5105;
        };
    return new CrossfadeException(code, table + " (SQLSTATE " + state + ")", failed);
  }
}
