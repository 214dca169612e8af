package dev.crossfade.postgres.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sequences that number rows of the followed tables. */
final class Counters {
  private static final String COUNTERS = SqlText.read(Counters.class, "counters.sql");

  private final LiveTarget target;

  Counters(LiveTarget target) {
    this.target = target;
  }

  private record Counter(
      String table, String column, String schema, String sequence, long least, long last) {}

  /** The largest number given out, by table; 0 where there was none. */
  Map<String, Long> read(Connection connection) throws SQLException {
    Map<String, Long> numbers = new TreeMap<>();
    for (Counter counter : list(connection)) {
      numbers.merge(counter.table(), counter.last(), Math::max);
    }
    return numbers;
  }

  /** Lets each go on behind the number given and behind the largest key; never backwards. */
  void advance(Connection connection, Map<String, Long> numbers) throws SQLException {
    for (Counter counter : list(connection)) {
      long largest =
          Math.max(numbers.getOrDefault(counter.table(), 0L), largest(connection, counter));
      if (largest > counter.last() && largest >= counter.least()) {
        set(connection, counter, largest);
      }
    }
  }

  private long largest(Connection connection, Counter counter) throws SQLException {
    String sql =
        "SELECT coalesce(max("
            + Identifiers.quote(counter.column())
            + "), 0) FROM "
            + Identifiers.quote(target.schema(), counter.table());
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void set(Connection connection, Counter counter, long number) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT setval(CAST(? AS regclass), ?)")) {
      query.setString(1, Identifiers.quote(counter.schema(), counter.sequence()));
      query.setLong(2, number);
      query.execute();
    }
  }

  private List<Counter> list(Connection connection) throws SQLException {
    Set<String> followed =
        target.collections().stream().map(CollectionPlan::target).collect(Collectors.toSet());
    List<Counter> counters = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(COUNTERS)) {
      query.setString(1, target.schema());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (followed.contains(row.getString(1))) {
            counters.add(
                new Counter(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6)));
          }
        }
      }
    }
    return counters;
  }
}
