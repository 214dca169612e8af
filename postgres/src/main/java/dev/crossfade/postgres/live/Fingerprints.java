package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the followed tables looked like when their triggers were installed: a digest of columns,
 * partitions, policies and triggers, kept in the control schema and compared before anything relies
 * on the triggers. It does not depend on the schema in which the tables are.
 */
final class Fingerprints {
  private static final String FINGERPRINTS = SqlText.read(Guard.class, "fingerprints.sql");
  private static final String SAVE = SqlText.read(Guard.class, "save_fingerprint.sql");
  private static final String SOUND = SqlText.read(Guard.class, "fence_is_sound.sql");

  private final LiveTarget target;

  Fingerprints(LiveTarget target) {
    this.target = target;
  }

  /**
   * A followed table and its state.
   *
   * @param number of the table
   * @param table its name
   * @param kept what it looked like when triggers were installed, or null when they were not
   * @param actual what it looks like now, or null when it is gone
   */
  record Status(int number, String table, @Nullable String kept, @Nullable String actual) {
    boolean installed() {
      return kept != null;
    }

    boolean intact() {
      return kept != null && kept.equals(actual);
    }
  }

  /** What the tables look like compared with what was kept of them. */
  List<Status> statuses(Connection connection) throws SQLException {
    List<Status> statuses = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(FINGERPRINTS)) {
      query.setString(1, target.schema());
      query.setString(2, target.migration());
      query.setString(3, target.migration());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          statuses.add(
              new Status(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)));
        }
      }
    }
    return statuses;
  }

  /**
   * The numbers of the tables, by name, if all are as they were installed.
   *
   * @throws CrossfadeException CF-6209 with those that are not
   */
  Map<String, Integer> requireIntact(Connection connection) throws SQLException {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> changed = new ArrayList<>();
    for (Status table : statuses(connection)) {
      numbers.put(table.table(), table.number());
      if (!table.intact()) {
        changed.add(target.schema() + "." + table.table());
      }
    }
    for (CollectionPlan plan : target.collections()) {
      if (!numbers.containsKey(plan.target())) {
        changed.add(target.schema() + "." + plan.target());
      }
    }
    if (!changed.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_6209, String.join(", ", changed));
    }
    return numbers;
  }

  /**
   * Refuses a flag of the fence that is not what the control row says; both change together.
   *
   * @throws CrossfadeException CF-6341
   */
  void requireSoundFence(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SOUND)) {
      query.setString(1, target.migration());
      try (ResultSet row = query.executeQuery()) {
        if (row.next() && !row.getBoolean(1)) {
          throw new CrossfadeException(ErrorCode.CF_6341, "migration " + target.migration());
        }
      }
    }
  }

  /** Keeps what the tables look like now. */
  void save(Connection connection) throws SQLException {
    for (Status table : statuses(connection)) {
      save(connection, table.number(), table.actual());
    }
  }

  /** Keeps that nothing is installed. */
  void forget(Connection connection) throws SQLException {
    for (Status table : statuses(connection)) {
      save(connection, table.number(), null);
    }
  }

  private void save(Connection connection, int number, @Nullable String fingerprint)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(SAVE)) {
      update.setString(1, fingerprint);
      update.setString(2, target.migration());
      update.setInt(3, number);
      update.executeUpdate();
    }
  }
}
