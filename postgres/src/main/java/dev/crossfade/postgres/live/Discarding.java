package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drops the tables of a copy that is void. Only those that nobody else can have put anything into:
 * closed all the time, under the triggers that were installed. Nothing is dropped along with them
 * but the views that were made with them.
 */
final class Discarding {
  private static final List<String> NOTES =
      List.of("live_parked", "live_dead_keys", "live_accepted_keys", "live_verifications");

  private final LiveTarget target;
  private final Guard guard;
  private final Fingerprints fingerprints;

  Discarding(LiveTarget target, Guard guard, Fingerprints fingerprints) {
    this.target = target;
    this.guard = guard;
    this.fingerprints = fingerprints;
  }

  /** Drops them within the caller's transaction, which holds the control row. */
  void run(Connection connection, List<String> views) throws SQLException {
    List<String> tables = tables(connection);
    guard.remove(connection);
    List<String> last = new ArrayList<>(views);
    Collections.reverse(last);
    for (String view : last) {
      drop(connection, "VIEW", Identifiers.quote(target.schema(), view));
    }
    if (!tables.isEmpty()) {
      drop(connection, "TABLE", String.join(", ", tables));
    }
    for (String notes : NOTES) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM crossfade." + notes + " WHERE migration = ?")) {
        delete.setString(1, target.migration());
        delete.executeUpdate();
      }
    }
  }

  /** Those that are there, if all are as they were installed. */
  private List<String> tables(Connection connection) throws SQLException {
    Map<String, Fingerprints.Status> statuses = new HashMap<>();
    for (Fingerprints.Status status : fingerprints.statuses(connection)) {
      statuses.put(status.table(), status);
    }
    List<String> tables = new ArrayList<>();
    for (CollectionPlan plan : target.collections()) {
      Fingerprints.Status status = statuses.get(plan.target());
      // Without a fingerprint it was dropped already, or what stands there is not ours.
      if (status != null && status.installed()) {
        if (!status.intact()) {
          throw refused(target.schema() + "." + plan.target() + " is not as it was installed");
        }
        tables.add(Identifiers.quote(target.schema(), plan.target()));
      }
    }
    return tables;
  }

  private static void drop(Connection connection, String kind, String names) throws SQLException {
    try {
      Parking.execute(connection, "DROP " + kind + " IF EXISTS " + names);
    } catch (SQLException e) {
      if (ServerFailure.state(e).equals("2BP01") || ServerFailure.state(e).equals("42809")) {
        throw refused(ServerFailure.message(e));
      }
      throw e;
    }
  }

  private static CrossfadeException refused(String why) {
    return new CrossfadeException(ErrorCode.CF_6325, why);
  }
}
