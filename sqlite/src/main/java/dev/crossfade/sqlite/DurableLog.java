package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Forces the write-ahead log of a database to the disk, by whichever process it was written. SQLite
 * takes no locks on it, so that a descriptor of it may be closed, unlike one of the database.
 */
public final class DurableLog {
  private final Path log;
  private volatile @Nullable Object known;

  /**
   * @param database connected; the log lies beside the file itself, wherever a link to it may be
   */
  public DurableLog(SqliteDatabase database) {
    String file =
        database
            .query(
                "SELECT file FROM pragma_database_list WHERE name = 'main'",
                row -> row.getString(1))
            .get(0);
    log = Path.of(file + "-wal");
  }

  /**
   * Forces what was written so far.
   *
   * @throws CrossfadeException CF-6115 when there is no log, which SQLite never removes while
   *     somebody is connected
   */
  public void force() {
    try {
      Object key = DurableFiles.undisturbed(this::forceChannel);
      if (!key.equals(known)) {
        // A log that is new has a name only when its directory is on the disk, too.
        DurableFiles.forceFolder(Objects.requireNonNull(log.toAbsolutePath().getParent()));
        known = key;
      }
    } catch (NoSuchFileException e) {
      throw new CrossfadeException(ErrorCode.CF_6115, log.toString(), e);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6103, log.toString(), e);
    }
  }

  private Object forceChannel() throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.force(false);
      Object key = Files.readAttributes(log, BasicFileAttributes.class).fileKey();
      return key == null ? this : key;
    }
  }
}
