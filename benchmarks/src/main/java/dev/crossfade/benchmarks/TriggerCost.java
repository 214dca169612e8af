package dev.crossfade.benchmarks;

import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.sqlite.live.SqliteLiveStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What following costs the program that writes: the same writes to a file with and without the
 * triggers, in turns. Run it by
 *
 * <pre>
 * ./crossfade --version
 * mvn -q -B -ntp -Dquick -Dmaven.test.skip=true -pl benchmarks -am compile
 * java -cp "benchmarks/target/classes:cli/target/lib/*" \
 *   dev.crossfade.benchmarks.TriggerCost FOLDER [ROUNDS]
 * </pre>
 */
final class TriggerCost {
  private static final int ROWS = 100_000;
  private static final int SINGLE = 2_000;
  private static final int TURNS = 3;
  static final String PLAIN =
      "CREATE TABLE t(id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, status TEXT NOT NULL,"
          + " total REAL, placed TEXT, note TEXT)";
  private static final String UNIQUE =
      "CREATE TABLE t(id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, status TEXT NOT NULL,"
          + " total REAL, placed TEXT, note TEXT UNIQUE)";
  private static final String ROW =
      "i * 7919 % 5000, 'paid', i / 7.0, '2026-11-21T10:00:00', 'note ' || i";

  private final Path folder;
  private final int rounds;

  /** One kind of write. */
  @FunctionalInterface
  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  private TriggerCost(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /**
   * @param arguments a folder on a disk; how many rounds, 5 when left out
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    TriggerCost cost = new TriggerCost(Files.createDirectories(Path.of(arguments[0])), rounds);
    System.out.println("| write | goal | ratio | with, without | |\n|---|---|---|---|---|");
    for (String table : List.of(PLAIN, UNIQUE)) {
      String name = table.equals(PLAIN) ? "" : ", one more unique index";
      cost.measure("single insert, FULL" + name, 1.3, table, "FULL", TriggerCost::inserts);
      cost.measure("single update, FULL" + name, 1.3, table, "FULL", TriggerCost::updates);
      cost.measure("single insert, NORMAL" + name, 2, table, "NORMAL", TriggerCost::inserts);
      cost.measure("single update, NORMAL" + name, 2, table, "NORMAL", TriggerCost::updates);
      cost.measure("bulk insert, a row a call" + name, 2.2, table, "NORMAL", TriggerCost::calls);
      cost.measure("bulk insert in one statement" + name, 2.2, table, "NORMAL", TriggerCost::bulk);
      cost.measure("bulk insert, own numbers" + name, 2.2, table, "NORMAL", TriggerCost::numbered);
    }
  }

  /**
   * Some writes with and without the triggers, in turns.
   *
   * @return seconds without, seconds with, medians
   */
  static double[] once(Path folder, String synchronous, boolean bulk)
      throws IOException, SQLException {
    TriggerCost cost = new TriggerCost(folder, TURNS);
    Work work = bulk ? TriggerCost::calls : TriggerCost::inserts;
    return cost.turns(PLAIN, synchronous, work);
  }

  private double[] turns(String table, String synchronous, Work work)
      throws IOException, SQLException {
    double[] without = new double[rounds];
    double[] with = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      // The first round warms up and is not counted.
      double plain = seconds(false, table, synchronous, work);
      double followed = seconds(true, table, synchronous, work);
      if (round >= 0) {
        without[round] = plain;
        with[round] = followed;
      }
    }
    return new double[] {median(without), median(with)};
  }

  private void measure(String text, double limit, String table, String synchronous, Work work)
      throws IOException, SQLException {
    double[] found = turns(table, synchronous, work);
    System.out.print(Goal.atMost(text, found[1], found[0], limit).row());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private double seconds(boolean followed, String table, String synchronous, Work work)
      throws IOException, SQLException {
    Path file = folder.resolve("cost.sqlite");
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(file + suffix));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      run(connection, "PRAGMA journal_mode = wal", "PRAGMA synchronous = " + synchronous, table);
      run(connection, "CREATE INDEX customers ON t(customer)");
      run(connection, rows("customer, status, total, placed, note", "", 1, ROWS / 10));
      if (followed) {
        follow(file);
      }
      run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
      long start = System.nanoTime();
      work.run(connection);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void follow(Path file) {
    List<ColumnPlan> columns =
        Stream.of("id", "customer", "status", "total", "placed", "note")
            .map(
                name ->
                    new ColumnPlan(
                        name,
                        name,
                        Conversion.of(Conversion.Kind.MIXED_JSON),
                        true,
                        ColumnPlan.Misfit.REJECT,
                        "",
                        List.of()))
            .toList();
    CollectionPlan plan = new CollectionPlan("t", "t", null, null, List.of("id"), columns, null);
    SqliteLiveStore.Options options = new SqliteLiveStore.Options("cost", "nowhere");
    try (SqliteLiveStore store =
        SqliteLiveStore.open(file, List.of(plan), options, RowSpool::new)) {
      store.install();
    }
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String rows(String columns, String before, int from, int to) {
    return "INSERT INTO t("
        + columns
        + ") "
        + "WITH RECURSIVE n(i) AS (SELECT "
        + from
        + " UNION ALL SELECT i + 1 FROM n WHERE i < "
        + to
        + ")"
        + " SELECT "
        + before
        + ROW
        + " FROM n";
  }

  private static void inserts(Connection connection) throws SQLException {
    insert(connection, SINGLE);
  }

  private static void insert(Connection connection, int count) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO t(customer, status, total, placed, note) VALUES (?, 'new', 1.5, 'now', ?)")) {
      for (int i = 0; i < count; i++) {
        insert.setInt(1, i % 5000);
        insert.setString(2, "single " + i);
        insert.executeUpdate();
      }
    }
  }

  private static void updates(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE t SET status = ?, total = total + 1 WHERE id = ?")) {
      for (int i = 0; i < SINGLE; i++) {
        update.setString(1, "state " + i);
        update.setInt(2, i * 7 % (ROWS / 10) + 1);
        update.executeUpdate();
      }
    }
  }

  private static void calls(Connection connection) throws SQLException {
    run(connection, "BEGIN");
    insert(connection, ROWS);
    run(connection, "COMMIT");
  }

  private static void bulk(Connection connection) throws SQLException {
    run(
        connection,
        rows("customer, status, total, placed, note", "", ROWS / 10 + 1, ROWS / 10 + ROWS));
  }

  private static void numbered(Connection connection) throws SQLException {
    run(
        connection,
        rows("id, customer, status, total, placed, note", "i, ", ROWS / 10 + 1, ROWS / 10 + ROWS));
  }
}
