package dev.crossfade.benchmarks;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.live.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The facade in NEW_ONLY beside JDBC by hand: the same statements on the same table, with its fence
 * and its outbox, each thread with a connection that keeps its prepared statement. What JDBC writes
 * was encoded before, and what it reads stays text.
 */
final class FacadeDrivers {
  private static final String STORE = "driven";
  private static final String TABLE = "public." + FacadeApplication.table(STORE);
  private static final String PLAIN = "public.plain_project";
  private static final int THREADS = 8;
  private static final int KEYS = 10_000;

  private static final String LOCK = "SELECT pg_catalog.pg_advisory_xact_lock(?, ?);";
  private static final String STANDING =
      "SELECT s.is_open, s.epoch, t.key, t.name, t.city, t.rest FROM (SELECT 1) AS one LEFT JOIN "
          + TABLE
          + " AS t ON t.key = ? LEFT JOIN crossfade.live_stores AS s ON s.migration = ?";
  private static final String ROW =
      "SELECT true, 0, t.key, t.name, t.city, t.rest FROM " + PLAIN + " AS t WHERE t.key = ?";

  private final FacadeScale scale;
  private final Rotation rotation;
  private final String url;
  private final String[][] rows = new String[KEYS][];
  private final Document[] documents = new Document[KEYS];

  FacadeDrivers(FacadeScale scale, Rotation rotation, String url) {
    this.scale = scale;
    this.rotation = rotation;
    this.url = url;
    for (int i = 0; i < KEYS; i++) {
      documents[i] = FacadeApplication.project(i, 0);
      String rest = FacadeApplication.hybrid(STORE).split(documents[i]).restJson();
      rows[i] =
          new String[] {FacadeApplication.key(i), "project " + i, FacadeApplication.city(i), rest};
    }
  }

  /** What is compared, in calls a second. */
  private interface Contender {
    double run() throws Exception;
  }

  void measure(Path work, int rounds) throws Exception {
    try (FacadeApplication application =
            new FacadeApplication(
                url, StoreSettings.edn(STORE, work.resolve("driven.edn")).withFallback(false));
        Connection connection = connect()) {
      application.fill(STORE, KEYS);
      application.bring(STORE, Stage.NEW_ONLY);
      execute(connection, "CREATE TABLE " + PLAIN + " (LIKE " + TABLE + " INCLUDING ALL)");
      execute(connection, "INSERT INTO " + PLAIN + " SELECT * FROM " + TABLE);
      String migration = migration(connection);
      CrossfadeStore store = application.store(STORE);
      List<Contender> puts =
          List.of(
              () -> facade(key -> store.put(rows[key][0], documents[key])),
              () -> jdbc(LOCK + put(TABLE), (statement, key) -> put(statement, 3, key)),
              () -> jdbc(put(PLAIN), (statement, key) -> put(statement, 1, key)));
      List<Contender> gets =
          List.of(
              () -> facade(key -> require(store.get(rows[key][0]) != null)),
              () -> jdbc(STANDING, (statement, key) -> get(statement, key, migration)),
              () -> jdbc(ROW, (statement, key) -> get(statement, key, null)));
      for (int round = -1; round < rounds; round++) {
        double[] written = medians(connection, puts);
        double[] read = medians(connection, gets);
        if (round >= 0) {
          rotation.note(FacadeFigure.PUT.name(), written[0], written[1]);
          rotation.note(FacadeFigure.PUT_PLAIN.name(), written[0], written[2]);
          rotation.note(FacadeFigure.GET.name(), read[0], read[1]);
          rotation.note(FacadeFigure.GET_PLAIN.name(), read[0], read[2]);
        }
      }
    }
  }

  private double[] medians(Connection connection, List<Contender> contenders) throws Exception {
    List<Series> all = new ArrayList<>();
    contenders.forEach(contender -> all.add(new Series()));
    for (int slice = 0; slice < scale.slices(); slice++) {
      for (int i = 0; i < contenders.size(); i++) {
        int which = (slice + i) % contenders.size();
        all.get(which).add(contenders.get(which).run());
        settle(connection);
      }
    }
    return all.stream().mapToDouble(Series::median).toArray();
  }

  /** What one wrote is brought over before the next one begins. */
  private static void settle(Connection connection) throws Exception {
    while (!"0".equals(ask(connection, "SELECT count(*) FROM crossfade.live_outbox"))) {
      Thread.sleep(20);
    }
  }

  private static String migration(Connection connection) throws SQLException {
    return ask(connection, "SELECT migration FROM crossfade.live_stores");
  }

  private interface ByKey {
    void call(int key) throws Exception;
  }

  private double facade(ByKey call) throws Exception {
    return Throughput.perSecond(
        THREADS, scale.sliceMillis(), (thread, number) -> call.call(random()));
  }

  private static int random() {
    return ThreadLocalRandom.current().nextInt(KEYS);
  }

  private interface ByStatement {
    void call(PreparedStatement statement, int key) throws SQLException;
  }

  private double jdbc(String sql, ByStatement call) throws Exception {
    List<Connection> connections = new ArrayList<>();
    try {
      PreparedStatement[] statements = new PreparedStatement[THREADS];
      for (int i = 0; i < THREADS; i++) {
        connections.add(connect());
        statements[i] = connections.get(i).prepareStatement(sql);
        for (int warm = 0; warm < 10; warm++) {
          call.call(statements[i], random());
        }
      }
      return Throughput.perSecond(
          THREADS,
          scale.sliceMillis(),
          (thread, number) -> call.call(statements[thread], random()));
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(Server.jdbc(url));
  }

  private static String put(String table) {
    return "INSERT INTO "
        + table
        + " (key, name, city, rest) VALUES (CAST(? AS text), CAST(? AS text), CAST(? AS text),"
        + " CAST(? AS jsonb)) ON CONFLICT (key) DO UPDATE SET name = excluded.name,"
        + " city = excluded.city, rest = excluded.rest";
  }

  private void put(PreparedStatement statement, int at, int key) throws SQLException {
    if (at > 1) {
      statement.setInt(1, key);
      statement.setInt(2, 0);
    }
    for (int i = 0; i < rows[key].length; i++) {
      statement.setObject(at + i, rows[key][i], Types.OTHER);
    }
    statement.execute();
  }

  private void get(PreparedStatement statement, int key, @Nullable String migration)
      throws SQLException {
    statement.setObject(1, rows[key][0], Types.OTHER);
    if (migration != null) {
      statement.setObject(2, migration, Types.OTHER);
    }
    try (ResultSet row = statement.executeQuery()) {
      require(row.next() && row.getBoolean(1) && row.getLong(2) >= 0);
      for (int column = 3; column <= 6; column++) {
        require(row.getString(column) != null);
      }
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("expected what was written");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
