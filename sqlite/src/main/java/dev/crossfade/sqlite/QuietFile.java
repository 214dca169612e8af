package dev.crossfade.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A database in WAL mode that nobody has open: its log is gone or empty. Opening it would make side
 * files, which a folder without the right to write does not even allow. Its bytes are the database
 * as long as they stay as they are.
 */
final class QuietFile {
  private static final int TRIES = 3;

  private QuietFile() {}

  /**
   * Copies its bytes over another file. No connection of this process may be open on it: closing a
   * descriptor drops the locks that SQLite holds.
   *
   * @return false when it is no such database, or did not stay as it was
   */
  static boolean copy(Path source, Path to) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (!FileHeader.of(source).isWal() || logHolds(source)) {
        return false;
      }
      BasicFileAttributes before = look(source);
      try (InputStream in = Files.newInputStream(source);
          var out = Files.newOutputStream(to, StandardOpenOption.TRUNCATE_EXISTING)) {
        in.transferTo(out);
      }
      BasicFileAttributes after = look(source);
      if (same(before, after) && !logHolds(source)) {
        return true;
      }
    }
    return false;
  }

  private static boolean logHolds(Path source) throws IOException {
    Path log = source.resolveSibling(source.getFileName() + "-wal");
    return Files.exists(log) && Files.size(log) > 0;
  }

  private static BasicFileAttributes look(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  private static boolean same(BasicFileAttributes one, BasicFileAttributes other) {
    return one.size() == other.size()
        && one.lastModifiedTime().equals(other.lastModifiedTime())
        && java.util.Objects.equals(one.fileKey(), other.fileKey());
  }
}
