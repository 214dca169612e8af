package dev.crossfade.cli.query;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Runs the user's own SQL in one transaction; a single statement that the server runs only outside
 * of one, such as CREATE DATABASE or VACUUM, by itself.
 *
 * @param text one or more statements
 * @param write whether it may write; else the transaction is read-only
 * @param timeoutSeconds for each statement; 0 for no limit
 */
record Query(String text, boolean write, int timeoutSeconds) {
  private static final int FETCH_ROWS = 1000;
  private static final String IN_TRANSACTION = "25001";

  /** Runs it and hands the results over; commits when all went well and it may write. */
  void run(Connection connection, Rows rows) {
    try {
      connection.setReadOnly(!write);
      connection.setAutoCommit(false);
      inTransaction(connection, rows);
    } catch (SQLException failed) {
      boolean refused = IN_TRANSACTION.equals(failed.getSQLState());
      if (!refused || !write || !isSingle()) {
        throw failure(failed);
      }
      alone(connection, rows);
    }
  }

  private void inTransaction(Connection connection, Rows rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = " + timeoutSeconds * 1000L);
      statement.setFetchSize(FETCH_ROWS);
      results(statement, statement.execute(text), rows);
    }
    if (write) {
      connection.commit();
    } else {
      connection.rollback();
    }
  }

  /** Runs what the server refused before it did anything, without a transaction around it. */
  private void alone(Connection connection, Rows rows) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        // By the driver, for a SET would stay behind in the session that a pooler lends out.
        statement.setQueryTimeout(timeoutSeconds);
        results(statement, statement.execute(text), rows);
      }
    } catch (SQLException failed) {
      throw failure(failed);
    }
  }

  /** Whether it is surely one statement: a semicolon within a name counts as another. */
  private boolean isSingle() {
    String bare = text.strip();
    while (bare.endsWith(";")) {
      bare = bare.substring(0, bare.length() - 1).strip();
    }
    return bare.indexOf(';') < 0;
  }

  private static void results(Statement statement, boolean first, Rows rows) throws SQLException {
    boolean hasRows = first;
    while (true) {
      if (hasRows) {
        try (ResultSet result = statement.getResultSet()) {
          result(result, rows);
        }
      } else {
        long count = statement.getLargeUpdateCount();
        if (count < 0) {
          return;
        }
        rows.changed(count);
      }
      hasRows = statement.getMoreResults();
    }
  }

  private static void result(ResultSet result, Rows rows) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    int width = meta.getColumnCount();
    List<Rows.Column> columns = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      columns.add(new Rows.Column(meta.getColumnLabel(i), typeName(meta.getColumnTypeName(i))));
    }
    rows.begin(columns);
    while (result.next()) {
      List<@Nullable String> values = new ArrayList<>(width);
      for (int i = 1; i <= width; i++) {
        values.add(result.getString(i));
      }
      rows.row(values);
    }
    rows.end();
  }

  /** The type's own name: the driver calls an integer that a sequence fills by another one. */
  private static String typeName(String driverName) {
    return switch (driverName) {
      case "smallserial" -> "int2";
      case "serial" -> "int4";
      case "bigserial" -> "int8";
      default -> driverName;
    };
  }

  private CrossfadeException failure(SQLException failed) {
    String state = String.valueOf(failed.getSQLState());
    String detail = "SQLSTATE " + state + ": " + message(failed);
    ErrorCode code =
        switch (state) {
          case "57014" -> ErrorCode.CF_1104;
          case IN_TRANSACTION -> write ? ErrorCode.CF_1112 : ErrorCode.CF_1105;
          case "25006" -> ErrorCode.CF_1105;
          default -> SqlFailures.code(failed).orElse(ErrorCode.CF_1103);
        };
    return new CrossfadeException(code, detail, failed);
  }

  /** The server's message with position and hint: here the user wants to see his values. */
  private static String message(SQLException failed) {
    ServerErrorMessage server =
        failed instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
    if (server == null) {
      return String.valueOf(failed.getMessage());
    }
    StringBuilder message = new StringBuilder(String.valueOf(server.getMessage()));
    if (server.getPosition() > 0) {
      message.append(" (at character ").append(server.getPosition()).append(')');
    }
    if (server.getDetail() != null) {
      message.append("\n").append(server.getDetail());
    }
    if (server.getHint() != null) {
      message.append("\nHint: ").append(server.getHint());
    }
    return message.toString();
  }
}
