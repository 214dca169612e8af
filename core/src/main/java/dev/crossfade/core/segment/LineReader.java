package dev.crossfade.core.segment;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the complete lines of a file that may grow, shrink and grow again. What stands behind the
 * last line end is forgotten and read again, for its writer may cut it. A random access file and
 * not a channel: an interrupt does not close it.
 */
final class LineReader implements Closeable {
  private static final int FIRST = 1 << 16;

  private final RandomAccessFile in;
  private byte[] buffer = new byte[FIRST];
  private long base;
  private int next;
  private int filled;
  private int from;
  private int to;

  LineReader(Path file) throws IOException {
    in = new RandomAccessFile(file.toFile(), "r");
  }

  /** Goes on with the line at this byte of the file, read anew. */
  void seek(long offset) {
    base = offset;
    next = 0;
    filled = 0;
  }

  /** Byte of the file behind the last line. */
  long offset() {
    return base + next;
  }

  /** Byte of the file at which the last line begins. */
  long lineOffset() {
    return base + from;
  }

  /** Lets the line begin later: what is before it belongs to another one, whose end is damaged. */
  void beginAt(int place) {
    from = place;
  }

  byte[] data() {
    return buffer;
  }

  int from() {
    return from;
  }

  /** Behind the line's last byte; its end is the next one. */
  int to() {
    return to;
  }

  /** A copy of the line. */
  byte[] line() {
    return Arrays.copyOfRange(buffer, from, to);
  }

  long fileLength() throws IOException {
    return in.length();
  }

  /** Moves to the next complete line; false where there is none for now. */
  boolean next() throws IOException {
    int at = next;
    while (true) {
      for (; at < filled; at++) {
        if (buffer[at] == '\n') {
          from = next;
          to = at;
          next = at + 1;
          return true;
        }
      }
      at -= next;
      if (!fill()) {
        seek(base + next);
        return false;
      }
    }
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, next, buffer, 0, filled - next);
    base += next;
    filled -= next;
    next = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8L, filled * 2L));
    } else if (filled == 0 && buffer.length > 1 << 20) {
      buffer = new byte[FIRST];
    }
    in.seek(base + filled);
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count <= 0) {
      return false;
    }
    filled += count;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
