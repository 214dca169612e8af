package dev.crossfade.examples;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a fault run asks of both stores, by its own SQL. */
final class LiveStores implements AutoCloseable {
  private static final String PROGRESS = "SELECT writer, last_done FROM ";

  private final Path file;
  private final String jdbcUrl;
  private @Nullable Sql server;

  private interface Question<T> {
    T ask(Sql sql) throws SQLException;
  }

  LiveStores(Path file, String jdbcUrl) {
    this.file = file;
    this.jdbcUrl = jdbcUrl;
  }

  Sql sqlite() throws SQLException {
    Sql sql = Sql.sqlite(file);
    sql.execute("PRAGMA busy_timeout = 20000");
    return sql;
  }

  Sql postgres() throws SQLException {
    return Sql.postgres(jdbcUrl);
  }

  /** Asks on a connection that is kept; another one when that was cut. */
  private <T> T ask(Question<T> question) throws SQLException {
    Sql open = server;
    if (open != null) {
      try {
        return question.ask(open);
      } catch (SQLException cut) {
        close();
      }
    }
    open = postgres();
    server = open;
    return question.ask(open);
  }

  @Override
  public void close() throws SQLException {
    Sql open = server;
    server = null;
    if (open != null) {
      open.close();
    }
  }

  /** The number of each writer's last transaction in the file. */
  Map<Integer, Long> sqliteProgress() throws SQLException {
    try (Sql sql = sqlite()) {
      return progress(sql, "progress");
    }
  }

  /** The same in PostgreSQL. */
  Map<Integer, Long> postgresProgress() throws SQLException {
    return ask(sql -> progress(sql, "demo.progress"));
  }

  private static Map<Integer, Long> progress(Sql sql, String table) throws SQLException {
    Map<Integer, Long> progress = new TreeMap<>();
    for (String row : sql.rows(PROGRESS + table)) {
      String[] words = row.split("\\|");
      progress.put(Integer.valueOf(words[0]), Long.valueOf(words[1]));
    }
    return progress;
  }

  /**
   * Whether the file takes writes; PostgreSQL does when this is false and no switch is half done.
   */
  boolean fileIsOpen() throws SQLException {
    try (Sql sql = sqlite()) {
      return sql.one("SELECT open FROM crossfade_fence").equals("1");
    }
  }

  boolean postgresIsOpen() throws SQLException {
    return ask(sql -> sql.one("SELECT is_open FROM crossfade.live_fences").equals("t"));
  }

  /** The stage as the control rows say. */
  String stage() throws SQLException {
    if (postgresIsOpen()) {
      return "NEW_FIRST";
    }
    return fileIsOpen() ? "DUAL_WRITE" : "BARRIER";
  }

  /** How many entries no pass has brought over yet. */
  long backlog() throws SQLException {
    if (!fileIsOpen()) {
      return ask(sql -> Long.parseLong(sql.one("SELECT count(*) FROM crossfade.live_outbox")));
    }
    try (Sql sql = sqlite()) {
      return Long.parseLong(sql.one("SELECT count(*) FROM crossfade_outbox WHERE t > 0"));
    }
  }

  /** What the open store holds now. */
  Map<Integer, Long> openProgress() throws SQLException {
    return fileIsOpen() ? sqliteProgress() : postgresProgress();
  }

  /** Whether both stores hold at least that. */
  boolean haveReached(Map<Integer, Long> wanted) throws SQLException {
    return reached(sqliteProgress(), wanted) && reached(postgresProgress(), wanted);
  }

  /** Whether a store holds at least as much of every writer. */
  static boolean reached(Map<Integer, Long> has, Map<Integer, Long> wanted) {
    return wanted.entrySet().stream()
        .allMatch(writer -> has.getOrDefault(writer.getKey(), 0L) >= writer.getValue());
  }

  /** All rows of the file, to be compared with themselves. */
  String sqliteRows() throws SQLException {
    try (Sql sql = sqlite()) {
      return rows(sql, "");
    }
  }

  /** All rows in PostgreSQL, to be compared with themselves. */
  String postgresRows() throws SQLException {
    try (Sql sql = postgres()) {
      return rows(sql, "demo.");
    }
  }

  /** Whether there is a table in PostgreSQL. */
  boolean isThere(String table) throws SQLException {
    return ask(sql -> sql.one("SELECT to_regclass('" + table + "') IS NOT NULL").equals("t"));
  }

  private static String rows(Sql sql, String prefix) throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String table : List.of("accounts", "transfers", "notes", "labels", "progress")) {
      all.append(sql.rows("SELECT * FROM " + prefix + table + " ORDER BY 1, 2"));
    }
    return all.toString();
  }

  /** Why passes are paused; {@code NULL} when they are not. */
  String pause() throws SQLException {
    return ask(sql -> String.join(", ", sql.rows("SELECT paused FROM crossfade.live_migrations")));
  }

  /** What {@link LiveHappyPath} writes, in the file. */
  String balances() throws SQLException {
    try (Sql sql = sqlite()) {
      return balances(sql, "");
    }
  }

  /** The same in PostgreSQL. */
  String demoBalances() throws SQLException {
    return ask(sql -> balances(sql, "demo."));
  }

  private static String balances(Sql sql, String prefix) throws SQLException {
    return sql.rows("SELECT id, balance FROM " + prefix + "accounts ORDER BY id")
        + sql.one("SELECT count(*) FROM " + prefix + "notes");
  }
}
