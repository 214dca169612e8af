package dev.crossfade.benchmarks;

import dev.crossfade.benchmarks.FacadeLarge.Cell;
import dev.crossfade.benchmarks.FacadeLarge.Way;
import dev.crossfade.core.document.Document;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.live.Stage;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.connect.TargetUrl;
import dev.crossfade.postgres.store.PostgresStore;
import dev.crossfade.postgres.store.StorePool;
import dev.crossfade.postgres.store.StoreRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Opens the projects in a process of its own, and tells what that took, as lines of {@code
 * CELL=NUMBER}; or moves them to the database, with an index on their cities.
 */
final class LargeProbe {
  private static final String STORE = "large";
  private static final int POINTS = 2000;

  /** So many keys are read again and again: making them takes longer than some reads. */
  private static final int KNOWN = 20_000;

  /** Reads by one look at the clock. */
  private static final int BATCH = 10;

  private static final int WRITES = 500;
  private static final int SCANS = 50;
  private static final int SCANNED = 1000;
  private static final int QUERIES = 9;
  private static final int SEED = 8;
  private static final int COLLECTIONS = 3;

  private final int keys;
  private final Random random = new Random(SEED);
  private final String[] known = new String[KNOWN];
  private int next;

  private LargeProbe(int keys) {
    this.keys = keys;
    for (int i = 0; i < KNOWN; i++) {
      known[i] = FacadeApplication.key(random.nextInt(keys));
    }
  }

  /**
   * @param arguments MOVE or a {@link Way}; the file; the database's URL; how many keys
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    String url = arguments[2];
    LargeProbe probe = new LargeProbe(Integer.parseInt(arguments[3]));
    if (arguments[0].equals("MOVE")) {
      try (FacadeApplication application = application(file, url)) {
        application.bring(STORE, Stage.NEW_ONLY);
      }
      execute(url, "CREATE INDEX ON " + table() + " (city)");
      execute(url, "VACUUM ANALYZE " + table());
      return;
    }
    switch (Way.valueOf(arguments[0])) {
      case FILE -> probe.facade(file, url, false);
      case NEW_ONLY -> probe.facade(file, url, true);
      case DATABASE -> probe.database(url);
    }
  }

  private static String table() {
    return "public." + FacadeApplication.table(STORE);
  }

  private static FacadeApplication application(Path file, String url) {
    return new FacadeApplication(url, StoreSettings.edn(STORE, file).withFallback(false));
  }

  private void facade(Path file, String url, boolean database) throws Exception {
    long begin = System.nanoTime();
    try (FacadeApplication application = application(file, url)) {
      Store store = application.store(STORE);
      read(store);
      tell(Cell.OPEN, (System.nanoTime() - begin) / 1e9);
      measure(store);
      if (database) {
        query(url);
      } else {
        query(store);
      }
    }
  }

  private void database(String url) throws Exception {
    long begin = System.nanoTime();
    Connector connector = Connector.to(TargetUrl.parse(url));
    try (StorePool pool = new StorePool(connector, StorePool.Limits.USUAL);
        PostgresStore store =
            new PostgresStore(
                pool, "public", StoreRouter.of(FacadeApplication.hybrid(STORE)), table -> null)) {
      read(store);
      tell(Cell.OPEN, (System.nanoTime() - begin) / 1e9);
      measure(store);
      query(url);
    }
  }

  private void read(Store store) {
    if (store.get(known[next++ % KNOWN]) == null) {
      throw new IllegalStateException("expected a project");
    }
  }

  private void readBatch(Store store) {
    for (int i = 0; i < BATCH; i++) {
      read(store);
    }
  }

  private void measure(Store store) throws IOException {
    tell(Cell.MEMORY, residentMegabytes());
    micros(POINTS, () -> readBatch(store));
    tell(Cell.POINT, micros(POINTS, () -> readBatch(store)) / BATCH);
    tell(Cell.SCAN, micros(SCANS, () -> scan(store)) / 1000);
    tell(Cell.WRITE, micros(WRITES, () -> write(store)));
  }

  private void scan(Store store) {
    String after = FacadeApplication.key(random.nextInt(Math.max(1, keys - SCANNED)));
    try (StoreSnapshot state = store.snapshot();
        Stream<StoreEntry> entries = state.scan("project/", after)) {
      if (entries.limit(SCANNED).count() == 0) {
        throw new IllegalStateException("expected projects");
      }
    }
  }

  private void write(Store store) {
    int key = random.nextInt(keys);
    store.put(FacadeApplication.key(key), FacadeApplication.project(key, System.nanoTime()));
  }

  private void query(Store store) {
    double micros =
        micros(
            QUERIES,
            () -> {
              Document city = FacadeApplication.text(FacadeApplication.city(random.nextInt(keys)));
              try (Stream<StoreEntry> entries = store.scan("project/")) {
                require(entries.filter(entry -> isIn(entry, city)).count());
              }
            });
    tell(Cell.QUERY, micros / 1000);
  }

  private static boolean isIn(StoreEntry entry, Document city) {
    return entry.value() instanceof Document.MapOf map
        && city.equals(map.entries().get(FacadeApplication.text("city")));
  }

  private void query(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(Server.jdbc(url));
        PreparedStatement query =
            connection.prepareStatement("SELECT key FROM " + table() + " WHERE city = ?")) {
      double micros =
          micros(
              POINTS,
              () -> {
                query.setString(1, FacadeApplication.city(random.nextInt(keys)));
                try (ResultSet rows = query.executeQuery()) {
                  long found = 0;
                  while (rows.next()) {
                    found++;
                  }
                  require(found);
                }
              });
      tell(Cell.QUERY, micros / 1000);
    }
  }

  private static void require(long found) {
    if (found == 0) {
      throw new IllegalStateException("expected projects of a city");
    }
  }

  private interface Call {
    void run() throws SQLException;
  }

  /** The median of a call, by one thread, one after another. */
  private static double micros(int times, Call call) {
    Histogram nanos = FixedRate.histogram();
    try {
      for (int i = 0; i < times; i++) {
        long begin = System.nanoTime();
        call.run();
        nanos.recordValue(System.nanoTime() - begin);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return FixedRate.micros(nanos, 50);
  }

  private static void tell(Cell cell, double value) {
    System.out.println(cell.name() + "=" + value);
  }

  /** Once what is of no more use is given back. */
  private static double residentMegabytes() throws IOException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(Server.jdbc(url));
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }
}
