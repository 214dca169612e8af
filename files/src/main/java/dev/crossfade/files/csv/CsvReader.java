package dev.crossfade.files.csv;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.RowReader;

/**
 * Reads a CSV file into rows. A record with a fault is a reject and reading goes on with the next
 * line; a quote that is never closed costs the line it stands in, not the rest of the file. Lines
 * without anything are skipped where rows have more than one cell.
 */
final class CsvReader implements RowReader {
  private final Feed feed;
  private final CsvSplitter splitter;
  private final byte lineEnd;
  private final int width;
  private final CsvCells cells;
  private final Rejects rejects;
  private long ordinal;
  private long line;
  private boolean damageTold;

  /**
   * @param feed stands at a record
   * @param width cells that a record must have
   * @param cells which cells make a row, and which rows
   * @param mark what stands before the feed
   */
  CsvReader(Feed feed, CsvDialect dialect, int width, CsvCells cells, Rejects rejects, Mark mark) {
    this.feed = feed;
    this.splitter = new CsvSplitter(dialect);
    this.lineEnd = dialect.lineEnd();
    this.width = width;
    this.cells = cells;
    this.rejects = rejects;
    this.ordinal = mark.ordinal();
    this.line = mark.line();
  }

  @Override
  public boolean read(RowBatch batch) {
    while (true) {
      if (feed.from() == feed.to() && !feed.more()) {
        tellDamage();
        return false;
      }
      int end = splitter.split(feed.data(), feed.from(), feed.to(), feed.ended());
      if (end == CsvSplitter.INCOMPLETE && feed.more()) {
        continue;
      }
      if (end == CsvSplitter.INCOMPLETE && feed.ended()) {
        continue;
      }
      if (end < 0) {
        fault(end);
      } else if (row(batch, end)) {
        return true;
      }
    }
  }

  /** Consumes a well-formed record; true when it became a row. */
  private boolean row(RowBatch batch, int end) {
    byte[] data = feed.data();
    if (width > 1 && splitter.cells() == 1 && isEmpty(0)) {
      line++;
      feed.consume(end);
      return false;
    }
    if (feed.damaged() && end == feed.to() && data[end - 1] != lineEnd) {
      // The last record before the damage is not whole.
      feed.consume(end);
      return false;
    }
    ordinal++;
    boolean fits = splitter.cells() == width;
    boolean taken = fits && cells.put(batch, splitter, data);
    if (!fits) {
      rejects.reject(
          ErrorCode.CF_2211,
          locator(),
          "expected " + width + " cells but found " + splitter.cells(),
          data,
          feed.from(),
          end);
    }
    line += 1 + splitter.innerLines();
    feed.consume(end);
    return taken;
  }

  private boolean isEmpty(int cell) {
    return splitter.start(cell) == splitter.end(cell) && !splitter.quoted(cell);
  }

  /** Rejects the line in which the record starts, or up to where a stray byte stands. */
  private void fault(int result) {
    byte[] data = feed.data();
    int from = feed.from();
    int search = result == CsvSplitter.STRAY ? splitter.stopped() : from;
    int end = search;
    while (end < feed.to() && data[end] != lineEnd) {
      end++;
    }
    ordinal++;
    if (end == feed.to() && !feed.ended()) {
      if (result == CsvSplitter.STRAY && feed.more()) {
        ordinal--;
        return;
      }
      tooLong();
      return;
    }
    String detail =
        result == CsvSplitter.STRAY
            ? "expected a delimiter or the end of the line behind a closing quote"
            : "a quote is opened and never closed";
    rejects.reject(ErrorCode.CF_2212, locator(), detail, data, from, end);
    for (int p = from; p < end; p++) {
      if (data[p] == lineEnd) {
        line++;
      }
    }
    line++;
    feed.consume(Math.min(end + 1, feed.to()));
  }

  private void tooLong() {
    byte[] start =
        java.util.Arrays.copyOfRange(
            feed.data(),
            feed.from(),
            (int) Math.min(feed.to(), (long) feed.from() + Rejects.KEPT_OF_LONG));
    long begin = feed.offset();
    int end = -1;
    while (end < 0 && feed.skipWindow()) {
      for (int p = feed.from(); p < feed.to() && end < 0; p++) {
        if (feed.data()[p] == lineEnd) {
          end = p + 1;
        }
      }
    }
    if (end >= 0) {
      feed.consume(end);
    }
    rejects.reject(
        ErrorCode.CF_2206,
        locator(),
        (feed.offset() - begin) + " bytes; the first " + start.length + " are kept",
        start,
        0,
        start.length);
    line++;
  }

  private String locator() {
    return "line " + (line + 1);
  }

  private void tellDamage() {
    if (feed.damaged() && !damageTold) {
      damageTold = true;
      rejects.reject(
          ErrorCode.CF_2213, locator(), "nothing behind this line can be read", feed.data(), 0, 0);
    }
  }

  @Override
  public Mark mark() {
    return new Mark(ordinal, line, feed.offset(), 0);
  }

  @Override
  public void close() {
    feed.close();
  }
}
