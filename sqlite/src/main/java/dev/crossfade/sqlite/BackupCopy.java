package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/**
 * A private copy of a database, made by SQLite's backup API, so that the program that uses the
 * database is not held up by a long reader; where nobody uses it, of its bytes ({@link QuietFile}).
 * Removed by {@link #close}, or when the JVM ends.
 *
 * @param file the copy, 0600 in a directory of 0700
 */
record BackupCopy(Path file) implements AutoCloseable {
  private static final int ALL_PAGES = -1;
  private static final int WAIT_MILLIS = 100;

  /** Copies the state of the database as it is now. */
  static BackupCopy make(Path source, int busyTimeoutMillis) {
    return fill(new BackupCopy(createFile(source)), source, busyTimeoutMillis);
  }

  /**
   * Copies into a directory of the caller, who also looks after copies that a killed process leaves
   * there.
   *
   * @param prefix of the name of the copy's own directory
   */
  static BackupCopy make(Path source, int busyTimeoutMillis, Path directory, String prefix) {
    BackupCopy copy;
    try {
      copy = new BackupCopy(createIn(Files.createTempDirectory(directory, prefix)));
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2019, source.toString(), e);
    }
    return fill(copy, source, busyTimeoutMillis);
  }

  private static Path createIn(Path directory) throws IOException {
    return Files.createTempFile(directory, "copy", ".sqlite");
  }

  private static BackupCopy fill(BackupCopy copy, Path source, int busyTimeoutMillis) {
    try {
      if (QuietFile.copy(source, copy.file)) {
        return copy;
      }
    } catch (IOException e) {
      copy.close();
      throw new CrossfadeException(ErrorCode.CF_2019, source.toString(), e);
    } catch (CrossfadeException e) {
      copy.close();
      throw e;
    }
    try (Connection connection = SqliteDatabase.connect(source, busyTimeoutMillis)) {
      int tries = busyTimeoutMillis / WAIT_MILLIS + 1;
      var database = connection.unwrap(SQLiteConnection.class).getDatabase();
      int result =
          database.backup("main", copy.file.toString(), null, WAIT_MILLIS, tries, ALL_PAGES);
      if (result != 0) {
        database.throwex(result);
      }
      return copy;
    } catch (SQLException e) {
      copy.close();
      CrossfadeException error = new SqliteErrors(source).of(e, "copying");
      throw error.code() == ErrorCode.CF_2002
          ? new CrossfadeException(ErrorCode.CF_2019, error.detail(), e)
          : error;
    }
  }

  private static Path createFile(Path source) {
    try {
      Path directory = Files.createTempDirectory("crossfade-sqlite-");
      directory.toFile().deleteOnExit();
      Path file = createIn(directory);
      // Deleted in the reverse order of being named.
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Path.of(file + suffix).toFile().deleteOnExit();
      }
      return file;
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2019, source.toString(), e);
    }
  }

  @Override
  public void close() {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path one : files) {
        Files.deleteIfExists(one);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2019, "cannot remove " + directory, e);
    }
  }
}
