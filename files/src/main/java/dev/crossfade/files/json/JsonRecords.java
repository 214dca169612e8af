package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import java.io.Closeable;
import java.util.Arrays;

/**
 * The records of a file as ranges of bytes, not yet looked into. What breaks the row of records (a
 * file that ends too early, garbage behind the end, a record longer than the window) is rejected
 * here.
 */
abstract class JsonRecords implements Closeable {
  private static final byte[] NONE = new byte[0];

  final Feed feed;
  final Rejects rejects;
  private boolean damageTold;

  /** The record: {@code feed.data()[from, to)}. */
  int from;

  int to;

  /** Records begun so far, this one included, and lines before and up to the end of this one. */
  long ordinal;

  long line;

  /** The place before this record. */
  Mark before;

  JsonRecords(Feed feed, Rejects rejects, Mark mark) {
    this.feed = feed;
    this.rejects = rejects;
    ordinal = mark.ordinal();
    line = mark.line();
    before = mark;
  }

  /** Moves to the next record; false at the end. */
  abstract boolean next();

  /** Where the record stands, for people. */
  abstract String locator();

  /** Name of the record in an object of objects, UTF-8; empty elsewhere. */
  byte[] key() {
    return NONE;
  }

  byte[] data() {
    return feed.data();
  }

  /** The place behind this record. */
  Mark after() {
    return new Mark(ordinal, line, feed.offset(), 0);
  }

  void reject(ErrorCode code, String detail) {
    rejects.rejectRecord(code, locator(), detail, data(), from, to);
  }

  /** The same of what only these rows cannot be read from: others make something of the record. */
  void rejectRow(ErrorCode code, String detail) {
    rejects.reject(code, locator(), detail, data(), from, to);
  }

  /** A copy of the first bytes of what is too long to be kept. */
  byte[] beginning() {
    return Arrays.copyOfRange(
        feed.data(),
        feed.from(),
        (int) Math.min(feed.to(), (long) feed.from() + Rejects.KEPT_OF_LONG));
  }

  void rejectLong(byte[] kept, long length) {
    rejects.rejectRecord(
        ErrorCode.CF_2206,
        locator(),
        length + " bytes; the first " + kept.length + " are kept",
        kept,
        0,
        kept.length);
  }

  /** Tells once that a compressed file broke off here. */
  void tellDamage(int upTo) {
    if (feed.damaged() && !damageTold) {
      damageTold = true;
      rejects.rejectRecord(
          ErrorCode.CF_2213,
          locator(),
          "nothing behind this place can be read",
          feed.data(),
          feed.from(),
          upTo);
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
