package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * A connection and what is known of its file. {@link #open} gives one read-only connection in one
 * read transaction from opening to closing, so that whatever is read through it comes from one
 * state of the database; {@link #live} gives one whose transactions its user begins and ends.
 */
public final class SqliteDatabase implements AutoCloseable {
  private final Path location;
  private final SqliteErrors errors;
  private final SideFiles sideFiles;
  private final @Nullable BackupCopy copy;
  private final Connection connection;
  private final Charset encoding;
  private final KeptStatements statements;

  private SqliteDatabase(Path location, SideFiles sideFiles, @Nullable BackupCopy copy, int busy) {
    this.location = location;
    this.errors = new SqliteErrors(location);
    this.sideFiles = sideFiles;
    this.copy = copy;
    Connection opened = null;
    try {
      opened = connect(copy == null ? location : copy.file(), busy);
      this.encoding = startSnapshot(opened);
      this.connection = opened;
      this.statements = new KeptStatements(opened, false);
    } catch (SQLException e) {
      closeQuietly(opened, e);
      throw errors.of(e, "");
    }
  }

  private SqliteDatabase(Path location, Connection connection, Charset encoding) {
    this.location = location;
    this.errors = SqliteErrors.withoutLooking(location);
    this.sideFiles = SideFiles.of(location);
    this.copy = null;
    this.connection = connection;
    this.encoding = encoding;
    this.statements = new KeptStatements(connection, true);
  }

  /**
   * Opens a file that another program is using, without a transaction. The file is never opened or
   * closed by other means, for that would drop the locks which SQLite holds in this process.
   *
   * @param location the path as the user gave it
   * @param busyTimeoutMillis how long to wait for a program that holds the database locked
   * @param settings statements run first
   */
  public static SqliteDatabase live(Path location, int busyTimeoutMillis, List<String> settings) {
    requireFile(location);
    return connectLive(location, busyTimeoutMillis, settings, false);
  }

  /** As {@link #live}; a file that is not there is made. */
  public static SqliteDatabase liveOrNew(
      Path location, int busyTimeoutMillis, List<String> settings) {
    boolean there = Files.exists(location);
    if (there) {
      requireFile(location);
    }
    return connectLive(location, busyTimeoutMillis, settings, !there);
  }

  private static SqliteDatabase connectLive(
      Path location, int busyTimeoutMillis, List<String> settings, boolean create) {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
    if (!create) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.setBusyTimeout(busyTimeoutMillis);
    Connection opened = null;
    try {
      opened = config.createConnection("jdbc:sqlite:" + uri(location));
      BusyHandler.setHandler(opened, new PatientHandler(busyTimeoutMillis));
      try (Statement statement = opened.createStatement()) {
        for (String setting : settings) {
          statement.execute(setting);
        }
      }
      return new SqliteDatabase(location, opened, encoding(opened));
    } catch (SQLException e) {
      closeQuietly(opened, e);
      throw SqliteErrors.withoutLooking(location).of(e, "");
    }
  }

  /**
   * Whether a file keeps text in UTF-16; looked at without SQLite, so while this process has no
   * connection to it.
   */
  public static boolean isUtf16(Path location) {
    return FileHeader.of(location).isUtf16();
  }

  /**
   * Opens a file and starts its snapshot.
   *
   * @param location the path as the user gave it
   */
  static SqliteDatabase open(Path location, SqliteSource.Options options) {
    requireFile(location);
    SideFiles sideFiles = SideFiles.of(location);
    int busy = Math.toIntExact(Math.min(options.busyTimeout().toMillis(), 3_600_000));
    BackupCopy copy = options.copy() ? BackupCopy.make(location, busy) : null;
    try {
      return new SqliteDatabase(location, sideFiles, copy, busy);
    } catch (CrossfadeException e) {
      if (copy != null) {
        copy.close();
      }
      throw e;
    }
  }

  /**
   * Opens a private copy of a file as it is now, in one read transaction. The file is locked
   * against commits (in rollback-journal mode) or its log kept from shrinking (in WAL mode) only
   * while its pages are copied, one behind the other. No connection of this process may be open on
   * the file. The copy goes when this is closed.
   *
   * @param directory where the copy lies, in a directory of its own
   * @param prefix of that directory's name
   */
  public static SqliteDatabase copyOf(
      Path location, int busyTimeoutMillis, Path directory, String prefix) {
    requireFile(location);
    SideFiles sideFiles = SideFiles.of(location);
    BackupCopy copy = BackupCopy.make(location, busyTimeoutMillis, directory, prefix);
    try {
      return new SqliteDatabase(location, sideFiles, copy, busyTimeoutMillis);
    } catch (CrossfadeException e) {
      copy.close();
      throw e;
    }
  }

  /** The file that is read: the copy where there is one. */
  public Path file() {
    return copy == null ? location : copy.file();
  }

  private static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw new CrossfadeException(ErrorCode.CF_2001, file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new CrossfadeException(ErrorCode.CF_2010, file.toString());
    }
    if (!Files.isReadable(file)) {
      throw new CrossfadeException(ErrorCode.CF_2016, file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new CrossfadeException(ErrorCode.CF_2011, file + " is no regular file");
    }
  }

  /** A read-only connection; every call into it is serialised by the driver's own monitor. */
  static Connection connect(Path file, int busyTimeoutMillis) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    // The driver locks around every call; SQLite's own mutex would be a second lock per cell.
    config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.setBusyTimeout(busyTimeoutMillis);
    return config.createConnection("jdbc:sqlite:" + uri(file));
  }

  /** A file URI, for a plain name may hold characters that the driver takes for options. */
  private static String uri(Path file) {
    StringBuilder uri = new StringBuilder("file:");
    byte[] path = file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    for (byte one : path) {
      boolean plain =
          one == '/' || one == '.' || one == '-' || one == '_' || isAsciiLetterOrDigit(one);
      if (plain) {
        uri.append((char) one);
      } else {
        uri.append(String.format(java.util.Locale.ROOT, "%%%02X", one & 0xff));
      }
    }
    return uri.toString();
  }

  private static boolean isAsciiLetterOrDigit(byte one) {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
  }

  // BEGIN alone starts nothing: the first read does.
  private static Charset startSnapshot(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      statement.execute("PRAGMA trusted_schema = OFF");
      statement.execute("PRAGMA cell_size_check = ON");
      connection.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
    }
    return encoding(connection);
  }

  private static Charset encoding(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA encoding")) {
      return switch (row.getString(1)) {
        case "UTF-16le" -> StandardCharsets.UTF_16LE;
        case "UTF-16be" -> StandardCharsets.UTF_16BE;
        default -> StandardCharsets.UTF_8;
      };
    }
  }

  /** Turns a row into an object. */
  @FunctionalInterface
  public interface RowMapper<T> {
    /** The object that the current row stands for. */
    T map(ResultSet row) throws SQLException;
  }

  /** Runs a small query. */
  public <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters) {
    try (KeptStatements.Use use = statements.use(sql)) {
      PreparedStatement statement = use.statement();
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(mapper.map(result));
        }
      }
      use.done();
      return rows;
    } catch (SQLException e) {
      throw errors.of(e, "");
    }
  }

  /** A query that is read row by row, as {@link #query} runs it. */
  KeptStatements.Use use(String sql) throws SQLException {
    return statements.use(sql);
  }

  /** Prepares a query whose failure the caller names. */
  public PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** Runs one statement that gives no rows, and says how many rows it changed. */
  public int execute(String sql, @Nullable Object... parameters) {
    try {
      return tryExecute(sql, parameters);
    } catch (SQLException e) {
      throw errors.of(e, "");
    }
  }

  /** As {@link #execute}, for a caller that names the failure. */
  public int tryExecute(String sql, @Nullable Object... parameters) throws SQLException {
    try (KeptStatements.Use use = statements.use(sql)) {
      PreparedStatement statement = use.statement();
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
      int count = Math.max(0, statement.getUpdateCount());
      use.done();
      return count;
    }
  }

  /** What turns failures into coded errors. */
  public SqliteErrors errors() {
    return errors;
  }

  /** The path as the user gave it. */
  public Path location() {
    return location;
  }

  /** How text is kept in the file. */
  public Charset encoding() {
    return encoding;
  }

  /** The side files that stand beside the source now. */
  SideFiles sideFiles() {
    return sideFiles;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw errors.of(e, "");
    } finally {
      if (copy != null) {
        copy.close();
      }
    }
  }

  private static void closeQuietly(@Nullable Connection opened, SQLException reason) {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
