package dev.crossfade.core.segment;

import dev.crossfade.core.fault.FaultPoints;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The file that is written. A random access file and not a channel: an interrupt does not close it.
 * Its length is what was acknowledged; what a failed write left behind that is cut before the next
 * one.
 */
final class SegmentFile implements Closeable {
  private static final long LOOK_NANOS = 100_000_000;

  private final Path path;
  private final long begins;
  private final RandomAccessFile out;
  private final @Nullable Object identity;
  private long length;
  private boolean torn;
  private long looked = System.nanoTime();

  /** Opens a file to go on behind its first {@code length} bytes. */
  SegmentFile(Path path, long begins, long length) throws IOException {
    this.path = path;
    this.begins = begins;
    this.length = length;
    out = new RandomAccessFile(path.toFile(), "rw");
    try {
      out.seek(length);
      identity = identity(path);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Tells a file from others; null where there is none, or the system has nothing of the kind. */
  static @Nullable Object identity(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  long begins() {
    return begins;
  }

  long length() {
    return length;
  }

  /**
   * Whether its name leads elsewhere; looked at now and then, for a look costs as much as a write.
   */
  boolean isGone() {
    long now = System.nanoTime();
    if (now - looked < LOOK_NANOS) {
      return false;
    }
    looked = now;
    return isGoneNow();
  }

  boolean isGoneNow() {
    try {
      Object now = identity(path);
      return now == null ? !Files.exists(path) : !now.equals(identity);
    } catch (IOException e) {
      return true;
    }
  }

  /** Writes one line whole, or leaves the file as it was. */
  void write(byte[] bytes, int count) throws IOException {
    cut();
    torn = true;
    FaultPoints.hit("segment.write");
    out.write(bytes, 0, count);
    torn = false;
    length += count;
  }

  /** Removes what a failed write left. */
  void cut() throws IOException {
    if (torn) {
      out.setLength(length);
      out.seek(length);
      torn = false;
    }
  }

  /** Cuts a file that may be longer than its valid part, durably. */
  void cutAndForce() throws IOException {
    FaultPoints.hit("segment.cut");
    torn = true;
    cut();
    force();
  }

  /** Forces content and length to the disk. Not a channel's force, which an interrupt ends. */
  void force() throws IOException {
    out.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    try {
      cut();
    } finally {
      out.close();
    }
  }
}
