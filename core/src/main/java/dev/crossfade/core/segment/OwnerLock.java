package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One owner at a time, by a lock of the operating system on a file of its own that is never renamed
 * or removed; it ends with the process, however that ends. The file holds the owner's process id as
 * text of 20 characters, for people and for the message that the second one gets.
 *
 * <p>Closing any descriptor of a file drops the locks that the process has on it. So this process
 * remembers which lock files it holds, and looks there before it opens one.
 */
public final class OwnerLock implements Closeable {
  private static final Set<Object> HELD = new HashSet<>();
  private static final int WIDTH = 20;
  // Behind what is read, for Windows lets nobody read what is locked.
  private static final long LOCKED_BYTE = 1 << 20;

  private final Object key;
  private final FileChannel channel;
  private boolean closed;

  private OwnerLock(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Becomes the owner.
   *
   * @param file the lock file; made where it is missing, its folder must be there
   * @throws CrossfadeException CF-7107 with the owner's process id when there is one, CF-7101 when
   *     the file cannot be made
   */
  public static OwnerLock acquire(Path file) {
    try {
      return DurableFiles.undisturbed(() -> locked(file));
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_7101, file + ": " + e.getMessage(), e);
    }
  }

  private static OwnerLock locked(Path file) throws IOException {
    synchronized (HELD) {
      if (!Files.exists(file)) {
        Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))
            .close();
      }
      Object identity = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      Object key = Objects.requireNonNullElse(identity, file.toRealPath());
      if (!HELD.add(key)) {
        throw owned(file, "this process, " + ProcessHandle.current().pid());
      }
      FileChannel channel = null;
      boolean owner = false;
      try {
        channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
        if (lock == null) {
          throw owned(file, "process " + read(channel));
        }
        write(channel);
        owner = true;
        return new OwnerLock(key, channel);
      } finally {
        if (!owner) {
          HELD.remove(key);
          close(channel);
        }
      }
    }
  }

  private static void close(@Nullable FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static CrossfadeException owned(Path file, String owner) {
    return new CrossfadeException(ErrorCode.CF_7107, file + ": expected no owner but was " + owner);
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(WIDTH);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), StandardCharsets.US_ASCII).strip();
    return text.matches("[0-9]+") ? text : "unknown";
  }

  private static void write(FileChannel channel) throws IOException {
    String text =
        String.format(Locale.ROOT, "%-" + (WIDTH - 1) + "d\n", ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** Gives it up. May be repeated. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (!closed) {
        closed = true;
        try {
          channel.close();
        } finally {
          HELD.remove(key);
        }
      }
    }
  }
}
