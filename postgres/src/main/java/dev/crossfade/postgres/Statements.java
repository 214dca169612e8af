package dev.crossfade.postgres;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Target.FailedStatement;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs statements and queries. */
final class Statements {
  private static final int FETCH_ROWS = 1000;
  private static final int SHOWN_LENGTH_MAX = 60;
  private static final String OWN_SEARCH_PATH = "SET LOCAL search_path TO DEFAULT";

  private final Sessions sessions;

  Statements(Sessions sessions) {
    this.sessions = sessions;
  }

  void execute(List<String> sql) {
    Connection connection = sessions.take();
    String current = "";
    try {
      Sessions.begin(connection);
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        for (String one : sql) {
          current = one;
          statement.execute(one);
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw ServerFailure.statement(e, shown(current));
    } finally {
      sessions.giveBack(connection);
    }
  }

  List<FailedStatement> attempt(List<String> sql) {
    List<FailedStatement> failed = new ArrayList<>();
    Connection connection = sessions.take();
    try {
      for (int i = 0; i < sql.size(); i++) {
        SQLException failure = failure(connection, sql.get(i));
        if (failure != null) {
          CrossfadeException coded = ServerFailure.statement(failure, shown(sql.get(i)));
          if (isOfTheServer(coded.code())) {
            throw coded;
          }
          String state = ServerFailure.state(failure);
          failed.add(new FailedStatement(i, state, ServerFailure.message(failure)));
        }
      }
    } catch (SQLException e) {
      throw ServerFailure.statement(e, "rolling back");
    } finally {
      sessions.giveBack(connection);
    }
    return failed;
  }

  List<String> strings(String sql, String parameter) {
    List<String> values = new ArrayList<>();
    query(sql, List.of(parameter), row -> values.add(row.get(0)));
    return values;
  }

  void query(String sql, List<?> parameters, Consumer<List<String>> row) {
    sessions.transact(
        shown(sql),
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(OWN_SEARCH_PATH);
          }
          return parameters.isEmpty()
              ? plain(connection, sql, row)
              : bound(connection, sql, parameters, row);
        });
  }

  /** Without parameters a question mark is an operator. */
  private static int plain(Connection connection, String sql, Consumer<List<String>> row)
      throws SQLException {
    try (Statement query = connection.createStatement()) {
      query.setEscapeProcessing(false);
      query.setFetchSize(FETCH_ROWS);
      return query.execute(sql) ? rows(query.getResultSet(), row) : 0;
    }
  }

  private static int bound(
      Connection connection, String sql, List<?> parameters, Consumer<List<String>> row)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setFetchSize(FETCH_ROWS);
      for (int i = 0; i < parameters.size(); i++) {
        query.setObject(i + 1, parameters.get(i));
      }
      return query.execute() ? rows(query.getResultSet(), row) : 0;
    }
  }

  private static int rows(ResultSet result, Consumer<List<String>> row) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    int count = 0;
    for (; result.next(); count++) {
      List<@Nullable String> cells = new ArrayList<>(columns);
      for (int i = 1; i <= columns; i++) {
        cells.add(result.getString(i));
      }
      row.accept(cells);
    }
    return count;
  }

  private static @Nullable SQLException failure(Connection connection, String sql)
      throws SQLException {
    try {
      Sessions.begin(connection);
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        statement.execute(sql);
      }
      connection.commit();
      return null;
    } catch (SQLException e) {
      if (!connection.isClosed()) {
        connection.rollback();
      }
      return e;
    }
  }

  private static boolean isOfTheServer(ErrorCode code) {
    return switch (code) {
      case CF_5052, CF_5053, CF_5054, CF_5055 -> true;
      default -> false;
    };
  }

  /** The beginning of a statement: what it is about, and none of the values further behind. */
  private static String shown(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN_LENGTH_MAX ? line : line.substring(0, SHOWN_LENGTH_MAX) + "…";
  }
}
