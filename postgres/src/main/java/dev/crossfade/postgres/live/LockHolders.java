package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says whom a pass waited for in vain. */
final class LockHolders {
  private static final String HOLDERS = SqlText.read(LockHolders.class, "lock_holders.sql");

  private final LiveTarget target;
  private final LiveSession session;
  private final Duration patience;

  LockHolders(LiveTarget target, LiveSession session, Duration patience) {
    this.target = target;
    this.session = session;
    this.patience = patience;
  }

  /** What a failure is if it waited for a lock on tables for too long; else the failure itself. */
  CrossfadeException explain(CrossfadeException failure) {
    if (failure.code() != ErrorCode.CF_5057
        || !(failure.getCause() instanceof SQLException cause)
        || !ServerFailure.state(cause).equals("55P03")) {
      return failure;
    }
    List<String> holders = holders();
    String waited = "schema " + target.schema() + ", waited for " + patience.toMillis() + " ms";
    return new CrossfadeException(
        ErrorCode.CF_5067,
        holders.isEmpty() ? waited : waited + ": " + String.join("; ", holders),
        failure);
  }

  private List<String> holders() {
    String[] tables =
        target.collections().stream()
            .map(plan -> Identifiers.quote(target.schema(), plan.target()))
            .toArray(String[]::new);
    List<String> found = new ArrayList<>();
    session.<Boolean>transact(
        "looking for who holds a lock",
        connection -> {
          try (PreparedStatement query = LiveSession.first(connection, HOLDERS)) {
            query.setArray(1, connection.createArrayOf("text", tables));
            LiveSession.second(query);
            try (ResultSet row = query.getResultSet()) {
              while (row.next()) {
                found.add(row.getString(1));
              }
            }
          }
          return true;
        });
    return found;
  }
}
