package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One owner at a time, by a lock of the operating system on a file of its own that is never renamed
 * or removed; it ends with the process, however that ends. The file holds the owner's process id as
 * text of 20 characters, for people and for the message that the second one gets.
 *
 * <p>Closing any descriptor of a file drops the locks that the process has on it. So this process
 * remembers which lock files it holds, and looks there before it opens one. It does so in the
 * system properties, as text, for another class loader may have loaded this class too.
 */
public final class OwnerLock implements Closeable {
  private static final String HELD = "dev.crossfade.held.";
  // Somebody took the property away. A channel that nobody refers to would be closed.
  private static final Queue<FileChannel> LEFT_OPEN = new ConcurrentLinkedQueue<>();
  private static final int WIDTH = 20;
  // Behind what is read, for Windows lets nobody read what is locked.
  private static final long LOCKED_BYTE = 1 << 20;

  private final String key;
  private final FileChannel channel;
  private boolean closed;

  private OwnerLock(String key, FileChannel channel) {
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
    Properties held = System.getProperties();
    synchronized (held) {
      if (!Files.exists(file)) {
        Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))
            .close();
      }
      Object identity = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      String key = HELD + Objects.requireNonNullElse(identity, file.toRealPath());
      if (held.getProperty(key) != null) {
        throw ownedHere(file);
      }
      OwnerLock lock = new OwnerLock(key, lock(file));
      held.setProperty(key, "true");
      return lock;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    boolean keep = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw owned(file, "process " + read(channel));
      }
      write(channel);
      keep = true;
      return channel;
    } catch (OverlappingFileLockException e) {
      keep = true;
      LEFT_OPEN.add(channel);
      throw ownedHere(file);
    } finally {
      if (!keep) {
        channel.close();
      }
    }
  }

  private static CrossfadeException ownedHere(Path file) {
    return owned(file, "this process, " + ProcessHandle.current().pid());
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
    Properties held = System.getProperties();
    synchronized (held) {
      if (!closed) {
        closed = true;
        try {
          channel.close();
        } finally {
          held.remove(key);
        }
      }
    }
  }
}
