package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * A private copy of a followed file as it was at one moment, read at leisure.
 *
 * @param database the copy, in one read transaction
 * @param fingerprint of the file, looked at before it was copied
 * @param takenAt when the copying began
 * @param micros how long the file was read
 * @param bytes size of the copy
 */
record SnapshotCopy(
    SqliteDatabase database, Fingerprint fingerprint, Instant takenAt, long micros, long bytes)
    implements AutoCloseable {
  private static final String PREFIX = "snapshot-";

  /**
   * Copies a file into a directory of ours, and removes copies that killed processes left there.
   */
  static SnapshotCopy make(Path file, Path directory, int busyMillis) {
    removeLeft(directory);
    Fingerprint fingerprint = Fingerprint.of(file);
    Instant now = Clock.systemUTC().instant();
    long from = System.nanoTime();
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    SqliteDatabase database = SqliteDatabase.copyOf(file, busyMillis, directory, prefix);
    long micros = (System.nanoTime() - from) / 1000;
    return new SnapshotCopy(database, fingerprint, now, micros, size(database.file()));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }

  private static void removeLeft(Path directory) {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path copy : copies) {
        String[] parts = String.valueOf(copy.getFileName()).split("-", -1);
        if (ProcessHandle.of(Long.parseLong(parts[1])).isEmpty()) {
          for (Path one : list(copy)) {
            Files.deleteIfExists(one);
          }
          Files.deleteIfExists(copy);
        }
      }
    } catch (IOException | NumberFormatException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, directory.toString(), e);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
