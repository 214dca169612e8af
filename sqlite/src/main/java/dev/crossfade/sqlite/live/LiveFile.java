package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sqlite.DurableFile;
import dev.crossfade.sqlite.DurableLog;
import dev.crossfade.sqlite.FileIdentity;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a file that a program is using: one that writes, one that reads beside it, and
 * short transactions on both.
 *
 * <p>With a rollback journal {@code synchronous=EXTRA}, since FULL does not sync the directory
 * after the journal is removed; the commit syncs the whole file, whoever wrote to it. In WAL mode
 * our commit syncs nothing while it keeps the program from writing: the log is forced to the disk
 * behind it, and then the file, which a program that runs with {@code synchronous=OFF} may have
 * checkpointed into. Either way all commits before ours are durable when {@link #write} returns.
 */
final class LiveFile implements AutoCloseable {
  private static final List<String> WRITER =
      List.of(
          "PRAGMA synchronous = EXTRA",
          "PRAGMA wal_autocheckpoint = 0", // see checkpoint()
          "PRAGMA foreign_keys = OFF",
          "PRAGMA recursive_triggers = OFF",
          "PRAGMA fullfsync = ON",
          "PRAGMA checkpoint_fullfsync = ON",
          "PRAGMA cell_size_check = ON");
  private static final List<String> READER =
      List.of(
          "PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON");

  /** Half of SQLite's own default. */
  private static final long CHECKPOINT_FRAMES = 500;

  private final Path path;
  private final DurableLog log;
  private final SqliteDatabase writer;
  private final SqliteDatabase reader;
  private final int busyMillis;
  private final Object identity;
  private String synchronous = "EXTRA";
  private @Nullable SqliteDatabase scanner;

  LiveFile(Path path, Duration busyTimeout) {
    this.path = path;
    this.busyMillis = millis(busyTimeout);
    this.identity = FileIdentity.of(path);
    this.writer = SqliteDatabase.live(path, busyMillis, WRITER);
    try {
      this.reader = openReader();
      this.log = new DurableLog(writer);
    } catch (CrossfadeException e) {
      writer.close();
      throw e;
    }
  }

  private SqliteDatabase openReader() {
    return openReader(path, busyMillis);
  }

  /** A connection that reads; the caller closes it. */
  static SqliteDatabase openReader(Path path, int busyMillis) {
    return SqliteDatabase.live(path, busyMillis, READER);
  }

  /**
   * Refuses a file that another one has taken the place of: the connections would go on with the
   * old one, which nobody writes any more.
   */
  void requireSame() {
    if (!FileIdentity.of(path).equals(identity)) {
      throw new CrossfadeException(ErrorCode.CF_6115, path.toString());
    }
  }

  static int millis(Duration busyTimeout) {
    return Math.toIntExact(Math.min(busyTimeout.toMillis(), 3_600_000));
  }

  /** One more connection that reads, for snapshots that outlive a call. */
  SqliteDatabase scanner() {
    SqliteDatabase opened = scanner;
    if (opened == null) {
      opened = openReader();
      scanner = opened;
    }
    return opened;
  }

  Path path() {
    return path;
  }

  SqliteDatabase writer() {
    return writer;
  }

  SqliteDatabase reader() {
    return reader;
  }

  /** Whether commits go to a write-ahead log now; the program may change that. */
  boolean wal() {
    return isWal(reader);
  }

  // What a connection knows of the mode is as old as its last transaction.
  private static boolean isWal(SqliteDatabase database) {
    return text(database, "PRAGMA journal_mode").equals("wal");
  }

  /** Runs in one transaction that holds the only right to write, and is durable when it returns. */
  <T> T write(Supplier<T> work) {
    requireSame();
    T result = writeUnsynced(work);
    if (isWal(writer)) {
      log.force();
      DurableFile.force(path);
    }
    return result;
  }

  /** Does work in one transaction that could be committed, and takes it back. */
  void rehearse(Runnable work) {
    requireSame();
    writer.execute("BEGIN IMMEDIATE");
    RuntimeException failure = new IllegalStateException("taken back");
    try {
      work.run();
    } catch (CrossfadeException e) {
      failure = e;
      throw e;
    } finally {
      rollBack(writer, failure);
    }
  }

  /** As {@link #write}, but in WAL mode what is written may be lost with the power. */
  <T> T writeLazily(Supplier<T> work) {
    requireSame();
    return writeUnsynced(work);
  }

  // Nobody leaves WAL mode while we are connected. Who enters it meanwhile finds us syncing more
  // than we have to.
  private <T> T writeUnsynced(Supplier<T> work) {
    synchronous(wal() ? "NORMAL" : "EXTRA");
    return transaction(writer, "BEGIN IMMEDIATE", work);
  }

  private void synchronous(String wanted) {
    if (!wanted.equals(synchronous)) {
      writer.execute("PRAGMA synchronous = " + wanted);
      synchronous = wanted;
    }
  }

  /**
   * Moves the log into the file once it is half as long as what makes the program's own commit do
   * that, which would wait for the disk. Keeps nobody from writing. What fails here is tried again
   * behind the next commit, as SQLite does it: what was committed is committed.
   */
  void checkpoint() {
    try {
      if (wal() && frames(writer) >= CHECKPOINT_FRAMES) {
        writer.query("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getInt(1));
      }
    } catch (CrossfadeException full) {
      return;
    }
  }

  /** How many pages of the log are not in the file yet. */
  private static long frames(SqliteDatabase database) {
    return database
        .query("PRAGMA wal_checkpoint(NOOP)", row -> row.getLong(2) - row.getLong(3))
        .get(0);
  }

  /** Runs in one read transaction. */
  <T> T snapshot(Supplier<T> work) {
    requireSame();
    return transaction(reader, "BEGIN", work);
  }

  static <T> T transaction(SqliteDatabase database, String begin, Supplier<T> work) {
    database.execute(begin);
    T result;
    try {
      result = work.get();
      database.execute("COMMIT");
    } catch (CrossfadeException e) {
      rollBack(database, e);
      throw SideTables.explain(database, e);
    } catch (RuntimeException | Error e) {
      rollBack(database, e);
      throw e;
    }
    return result;
  }

  // A full disk and some constraints end the transaction by themselves.
  private static void rollBack(SqliteDatabase database, Throwable reason) {
    try {
      database.tryExecute("ROLLBACK");
    } catch (SQLException e) {
      if (e.getMessage() == null || !e.getMessage().contains("no transaction is active")) {
        reason.addSuppressed(e);
      }
    }
  }

  static long number(SqliteDatabase database, String sql, Object... parameters) {
    List<Long> rows = database.query(sql, row -> row.getLong(1), parameters);
    return rows.isEmpty() ? 0 : rows.get(0);
  }

  static String text(SqliteDatabase database, String sql, Object... parameters) {
    List<String> rows = database.query(sql, LiveFile::first, parameters);
    return rows.isEmpty() ? "" : rows.get(0);
  }

  private static String first(ResultSet row) throws SQLException {
    String text = row.getString(1);
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    try (writer;
        reader;
        SqliteDatabase last = scanner) {
      scanner = null;
    }
  }
}
