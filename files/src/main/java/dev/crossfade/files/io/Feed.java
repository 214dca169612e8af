package dev.crossfade.files.io;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A window of bytes that slides over an input. Readers look at {@code data[from, to)}; when what
 * they need is not complete they call {@link #more}, which moves the window to the front of the
 * array and reads on. Memory is bounded by the limit. Not safe for several threads.
 */
public final class Feed implements Closeable {
  private final InputStream in;
  private final String name;
  private final int limit;
  private byte[] data;
  private int from;
  private int to;
  private long base;
  private boolean ended;
  private boolean damaged;

  /**
   * @param in where bytes come from; closed with this
   * @param name the file, for messages
   * @param base position of the first byte in the file
   * @param size first size of the window
   * @param limit largest size of the window
   */
  public Feed(InputStream in, String name, long base, int size, int limit) {
    this.in = in;
    this.name = name;
    this.base = base;
    this.limit = Math.max(limit, 16);
    data = new byte[Math.min(Math.max(size, 16), this.limit)];
  }

  /** The array; changes with {@link #more}. */
  public byte[] data() {
    return data;
  }

  /** First byte not consumed. */
  public int from() {
    return from;
  }

  /** Behind the last byte read. */
  public int to() {
    return to;
  }

  /** Consumes the bytes before a place. */
  public void consume(int upTo) {
    from = upTo;
  }

  /** Position in the (unpacked) file of the first byte not consumed. */
  public long offset() {
    return base + from;
  }

  /** Whether every byte has been read into the window. */
  public boolean ended() {
    return ended;
  }

  /** Whether the input broke off because a compressed file is damaged. */
  public boolean damaged() {
    return damaged;
  }

  /** Whether the window is as large as it may be and full. */
  public boolean full() {
    return to - from >= limit;
  }

  /**
   * Moves what is not consumed to the front and reads more.
   *
   * @return false when the input has ended or the window is full
   */
  public boolean more() {
    if (ended || full()) {
      return false;
    }
    if (from > 0) {
      System.arraycopy(data, from, data, 0, to - from);
      base += from;
      to -= from;
      from = 0;
    }
    if (to > data.length / 2 && data.length < limit) {
      data = Arrays.copyOf(data, (int) Math.min(limit, data.length * 2L));
    }
    return read();
  }

  /** Drops the window and reads the next one; false at the end. For skipping. */
  public boolean skipWindow() {
    base += to;
    from = 0;
    to = 0;
    return !ended && read();
  }

  private boolean read() {
    try {
      int count = in.read(data, to, data.length - to);
      if (count < 0) {
        ended = true;
        return false;
      }
      to += count;
      return true;
    } catch (EOFException | ZipException e) {
      ended = true;
      damaged = true;
      return false;
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2002, name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2002, name + ": " + e.getMessage(), e);
    }
  }
}
