package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.TargetLoad;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The load of a PostgreSQL server by its statistics views, and by a query of the user. */
public final class ServerLoad implements TargetLoad {
  private static final String ACTIVE = SqlText.read(ServerLoad.class, "load_active.sql");
  private static final String REPLICA = SqlText.read(ServerLoad.class, "load_replica.sql");
  private static final String BOUNDS =
      "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '1s'";

  private final Sessions sessions;

  /**
   * @param sessions connections to the database, closed by the caller
   */
  public ServerLoad(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public long activeClients() {
    return ask("asking for the load", ACTIVE, row -> row.getLong(2));
  }

  @Override
  public @Nullable Replica slowestReplica() {
    Replica[] found = new Replica[1];
    ask(
        "asking for the replicas",
        REPLICA,
        row -> {
          String name = row.getString(2);
          if (name != null) {
            found[0] = new Replica(name, Duration.ofMillis(row.getLong(3)));
          }
          return 0L;
        });
    return found[0];
  }

  private long ask(String doing, String sql, Cell cell) {
    return sessions.transact(
        doing,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(sql)) {
            row.next();
            if (!row.getBoolean(1)) {
              throw new CrossfadeException(ErrorCode.CF_6322, doing);
            }
            return cell.of(row);
          }
        });
  }

  private interface Cell {
    long of(ResultSet row) throws SQLException;
  }

  @Override
  public boolean holds(String sql) {
    return sessions.transact(
        "asking the throttle's condition", connection -> holds(connection, sql));
  }

  private static boolean holds(Connection connection, String sql) throws SQLException {
    String query = sql.strip().replaceFirst(";+$", "");
    try (Statement statement = connection.createStatement()) {
      statement.execute(BOUNDS);
      // As a part of another query it can be one query only, which begins and ends no transaction.
      try (ResultSet row =
          statement.executeQuery("SELECT * FROM (" + query + "\n) AS condition LIMIT 2")) {
        if (row.getMetaData().getColumnCount() != 1 || !row.next()) {
          throw refused("it gives no row, or several columns");
        }
        boolean answer = isTrue(row.getString(1));
        if (row.next()) {
          throw refused("it gives several rows");
        }
        return answer;
      }
    } catch (SQLException e) {
      if (ServerFailure.state(e).startsWith("08")) {
        throw e;
      }
      throw refused(ServerFailure.message(e));
    }
  }

  private static boolean isTrue(@Nullable String answer) {
    if (answer == null) {
      throw refused("it gives null");
    }
    return switch (answer.toLowerCase(Locale.ROOT)) {
      case "t", "true" -> true;
      case "f", "false" -> false;
      default -> number(answer) > 0;
    };
  }

  private static double number(String answer) {
    try {
      return Double.parseDouble(answer);
    } catch (NumberFormatException none) {
      throw refused("it gives neither a boolean nor a number");
    }
  }

  private static CrossfadeException refused(String why) {
    return new CrossfadeException(ErrorCode.CF_6321, why);
  }
}
