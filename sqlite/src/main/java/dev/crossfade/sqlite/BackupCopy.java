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
 * database is not held up by a long reader. Removed by {@link #close}, or when the JVM ends.
 *
 * @param file the copy, 0600 in a directory of 0700
 */
record BackupCopy(Path file) implements AutoCloseable {
  private static final int ALL_PAGES = -1;
  private static final int WAIT_MILLIS = 100;

  /** Copies the state of the database as it is now. */
  static BackupCopy make(Path source, int busyTimeoutMillis) {
    BackupCopy copy = new BackupCopy(createFile(source));
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
      Path file = Files.createTempFile(directory, "copy", ".sqlite");
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
