package dev.crossfade.files.csv;

import java.util.Arrays;

/**
 * Finds the cells of one record in a window of bytes (RFC 4180). Nothing is copied: cells are
 * positions. Reused; not safe for several threads.
 */
final class CsvSplitter {
  /** The window ends inside the record. */
  static final int INCOMPLETE = -1;

  /** The record ends inside a quoted cell. */
  static final int UNCLOSED = -2;

  /** Something follows a closing quote. */
  static final int STRAY = -3;

  private static final byte QUOTED = 1;
  private static final byte DOUBLED = 2;

  private final byte delimiter;
  private final byte quote;
  private final byte lineEnd;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private byte[] flags = new byte[16];
  private int cells;
  private int lines;
  private int bits;
  private int at;

  CsvSplitter(CsvDialect dialect) {
    delimiter = dialect.delimiter();
    quote = dialect.quote();
    lineEnd = dialect.lineEnd();
  }

  /** Number of cells of the record. */
  int cells() {
    return cells;
  }

  /** Line ends within its cells. */
  int innerLines() {
    return lines;
  }

  /** Whether every byte is ASCII. */
  boolean ascii() {
    return bits >= 0;
  }

  /** Where a cell's content starts. */
  int start(int cell) {
    return starts[cell];
  }

  /** Where it ends. */
  int end(int cell) {
    return ends[cell];
  }

  /** Whether a cell stood in quotes. */
  boolean quoted(int cell) {
    return (flags[cell] & QUOTED) != 0;
  }

  /** Whether a cell's content holds doubled quotes. */
  boolean doubled(int cell) {
    return (flags[cell] & DOUBLED) != 0;
  }

  /** Where the parse of a faulty record stopped. */
  int stopped() {
    return at;
  }

  /**
   * Splits the record at {@code from}.
   *
   * @param ended whether nothing follows the window
   * @return the position behind the record and its line end, or a negative constant
   */
  int split(byte[] data, int from, int to, boolean ended) {
    cells = 0;
    lines = 0;
    bits = 0;
    at = from;
    while (at < to) {
      int result = data[at] == quote ? quotedCell(data, to, ended) : plainCell(data, to, ended);
      if (result != 0) {
        return result;
      }
    }
    if (!ended) {
      return INCOMPLETE;
    }
    // The file ends behind a delimiter: one more, empty cell.
    add(to, to, (byte) 0);
    return to;
  }

  /** Reads a cell without quotes; 0 when another cell follows. */
  private int plainCell(byte[] data, int to, boolean ended) {
    int start = at;
    int p = at;
    int or = 0;
    byte d = delimiter;
    byte e = lineEnd;
    while (p < to) {
      byte b = data[p];
      if (b == d) {
        bits |= or;
        add(start, p, (byte) 0);
        at = p + 1;
        return 0;
      }
      if (b == e) {
        bits |= or;
        int end = e == '\n' && p > start && data[p - 1] == '\r' ? p - 1 : p;
        add(start, end, (byte) 0);
        return p + 1;
      }
      or |= b;
      p++;
    }
    if (!ended) {
      return INCOMPLETE;
    }
    bits |= or;
    add(start, to, (byte) 0);
    return to;
  }

  private int quotedCell(byte[] data, int to, boolean ended) {
    int start = at + 1;
    int p = start;
    byte flag = QUOTED;
    while (true) {
      while (p < to && data[p] != quote) {
        bits |= data[p];
        if (data[p] == lineEnd) {
          lines++;
        }
        p++;
      }
      if (p >= to) {
        at = p;
        return ended ? UNCLOSED : INCOMPLETE;
      }
      if (p + 1 >= to && !ended) {
        return INCOMPLETE;
      }
      if (p + 1 >= to || data[p + 1] != quote) {
        break;
      }
      flag = QUOTED | DOUBLED;
      p += 2;
    }
    add(start, p, flag);
    return behindQuote(data, p + 1, to, ended);
  }

  private int behindQuote(byte[] data, int p, int to, boolean ended) {
    if (p >= to) {
      return ended ? to : INCOMPLETE;
    }
    byte b = data[p];
    if (b == delimiter) {
      at = p + 1;
      return 0;
    }
    if (b == lineEnd) {
      return p + 1;
    }
    if (b == '\r') {
      if (p + 1 >= to) {
        return ended ? to : INCOMPLETE;
      }
      if (data[p + 1] == lineEnd) {
        return p + 2;
      }
    }
    at = p;
    return STRAY;
  }

  private void add(int start, int end, byte flag) {
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, cells * 2);
      ends = Arrays.copyOf(ends, cells * 2);
      flags = Arrays.copyOf(flags, cells * 2);
    }
    starts[cells] = start;
    ends[cells] = end;
    flags[cells++] = flag;
  }

  /** Writes a cell with its doubled quotes halved; returns the length. */
  int unquote(byte[] data, int cell, byte[] out) {
    int length = 0;
    for (int p = starts[cell]; p < ends[cell]; p++) {
      out[length++] = data[p];
      if (data[p] == quote) {
        p++;
      }
    }
    return length;
  }
}
