package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Forces database files to the disk. SQLite does that itself unless the program that checkpoints
 * runs with {@code synchronous=OFF}, which nobody else can see.
 *
 * <p>Closing any descriptor of a file drops the POSIX locks that SQLite holds on it in this
 * process. So a descriptor, once opened, stays open until the process ends: one a file.
 */
public final class DurableFile {
  private static final Map<Object, FileChannel> OPEN = new HashMap<>();

  private DurableFile() {}

  /**
   * Forces what was written to a file so far, by whichever process.
   *
   * @throws CrossfadeException CF-6103 when that fails
   */
  public static void force(Path file) {
    try {
      // An interrupt would close the channel of whoever uses it.
      DurableFiles.undisturbed(
          () -> {
            channel(file).force(false);
            return true;
          });
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6103, file.toString(), e);
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    Object key =
        Objects.requireNonNullElse(
            Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey(),
            file.toRealPath());
    synchronized (OPEN) {
      FileChannel channel = OPEN.get(key);
      if (channel == null) {
        // fsync on a descriptor opened for reading is refused by some systems.
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        OPEN.put(key, channel);
      }
      return channel;
    }
  }
}
