package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration's judge for tests that start their own processes: it knows the writers' notes
 * and reads both stores by its own SQL. Used by one thread.
 */
public final class LiveJudge implements AutoCloseable {
  private static final int TRANSFERS = 600;

  /** So few that the numbers of transactions cannot be taken for flags. */
  private static final int PER_TRANSACTION = 200;

  private final Notes notes;
  private final List<Store> stores;
  private @Nullable Connection server;

  /**
   * @param folder with the writers' notes
   * @param jdbcUrl of PostgreSQL
   */
  public LiveJudge(Path folder, Path file, String jdbcUrl) {
    notes = new Notes(folder);
    stores = List.of(Store.sqlite(file.toString()), Store.postgres(jdbcUrl));
  }

  /**
   * Fills a new file with the application's tables and some rows, and notes that. A trigger of the
   * program adds a row to a table {@code audit} for each transfer.
   *
   * @param journalMode of the file
   */
  public static void seed(Path folder, Path file, String journalMode) throws Exception {
    Writers.seed(folder, file.toString(), TRANSFERS, PER_TRANSACTION);
    try (Connection connection = Store.sqlite(file.toString()).open()) {
      run(
          connection,
          "PRAGMA journal_mode = " + journalMode,
          "CREATE TABLE tickets (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)",
          "INSERT INTO tickets (name) VALUES ('one'), ('two'), ('three')",
          "CREATE TABLE audit (id TEXT NOT NULL PRIMARY KEY, transfer TEXT NOT NULL)",
          "INSERT INTO audit SELECT lower(hex(randomblob(8))), id FROM transfers",
          "CREATE TRIGGER audit_transfers AFTER INSERT ON transfers BEGIN INSERT INTO audit"
              + " VALUES (lower(hex(randomblob(8))), NEW.id); END");
    }
  }

  /** Makes the program's trigger in PostgreSQL, as a person would who prepares the switch. */
  public static void addTrigger(String jdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      run(
          connection,
          "CREATE FUNCTION demo.audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO"
              + " demo.audit VALUES (gen_random_uuid()::text, NEW.id); RETURN NULL; END $$",
          "CREATE TRIGGER audit_transfers AFTER INSERT ON demo.transfers FOR EACH ROW EXECUTE"
              + " FUNCTION demo.audit()");
    }
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** What keeps the file from being one past state; empty when nothing does. */
  public List<String> sampleSqlite() throws SQLException, IOException {
    return sample(stores.get(0));
  }

  /** The same of PostgreSQL. */
  public List<String> samplePostgres() throws SQLException, IOException {
    return sample(stores.get(1));
  }

  private List<String> sample(Store store) throws SQLException, IOException {
    List<String> faults = new ArrayList<>();
    Contents contents = read(store, faults);
    notes.refresh();
    faults.addAll(named(store, Verdict.of(notes, contents)));
    return faults;
  }

  private Contents read(Store store, List<String> faults) throws SQLException {
    if (store == stores.get(0)) {
      // The next one may be another file, or the file's disk be taken away.
      try (Connection connection = store.open()) {
        return read(store, connection, faults);
      }
    }
    Connection connection = server;
    if (connection == null) {
      connection = store.open();
      server = connection;
    }
    try {
      return read(store, connection, faults);
    } catch (SQLException cut) {
      close();
      throw cut;
    }
  }

  /** One state of a store; each transfer has one row in the table of its trigger. */
  private static Contents read(Store store, Connection connection, List<String> faults)
      throws SQLException {
    store.beginReading(connection);
    Contents contents = Contents.read(connection, store.prefix());
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT a.transfer), count(DISTINCT t.id) FROM "
                    + store.prefix()
                    + "transfers AS t LEFT JOIN "
                    + store.prefix()
                    + "audit AS a ON a.transfer = t.id")) {
      row.next();
      if (row.getLong(1) != row.getLong(3) || row.getLong(2) != row.getLong(3)) {
        faults.add(
            "%s: %d transfers, %d rows of their trigger for %d"
                .formatted(store.name(), row.getLong(3), row.getLong(1), row.getLong(2)));
      }
    }
    run(connection, "ROLLBACK");
    return contents;
  }

  @Override
  public void close() throws SQLException {
    Connection open = server;
    server = null;
    if (open != null) {
      open.close();
    }
  }

  /** What keeps both stores from being the same past state, whatever was acknowledged. */
  public List<String> same() throws SQLException, IOException {
    List<String> faults = new ArrayList<>(sampleSqlite());
    faults.addAll(samplePostgres());
    Contents one = Judge.read(stores.get(0));
    Contents other = Judge.read(stores.get(1));
    if (!one.rows().equals(other.rows())) {
      faults.add("the stores differ");
    }
    return faults;
  }

  /** What keeps the stores from being equal and whole when nobody writes any more. */
  public List<String> whole() throws SQLException, IOException {
    notes.refresh();
    List<String> faults = new ArrayList<>();
    List<Contents> found = new ArrayList<>();
    for (Store store : stores) {
      Contents contents = read(store, faults);
      found.add(contents);
      faults.addAll(named(store, Verdict.whole(notes, contents)));
    }
    if (!found.get(0).rows().equals(found.get(1).rows())) {
      faults.add("the stores differ");
    }
    return faults;
  }

  /** Whether another schema of PostgreSQL holds what the file holds. */
  public boolean equalIn(String schema) throws SQLException {
    try (Connection connection = stores.get(1).open()) {
      stores.get(1).beginReading(connection);
      Contents there = Contents.read(connection, schema + ".");
      return there.rows().equals(Judge.read(stores.get(0)).rows());
    }
  }

  /** How many transactions the writers were told to be done. */
  public long acknowledged() throws IOException {
    notes.refresh();
    return notes.acknowledged();
  }

  private static List<String> named(Store store, List<String> faults) {
    return faults.stream().map(fault -> store.name() + ": " + fault).toList();
  }
}
