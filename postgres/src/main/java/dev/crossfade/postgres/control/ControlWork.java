package dev.crossfade.postgres.control;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlWork;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Runs a statement in a transaction of its own, and gives how many rows it changed. */
  int update(String doing, String sql, @Nullable Object... parameters) {
    return transact(
        doing,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
          }
        });
  }

  /** The rows of a query as records. */
  <T> List<T> list(String doing, String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    return transact(
        doing,
        connection -> {
          List<T> records = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, parameters);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                records.add(mapper.map(row));
              }
            }
          }
          return records;
        });
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** Makes a record of a row. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
