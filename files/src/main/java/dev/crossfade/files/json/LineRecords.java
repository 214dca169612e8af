package dev.crossfade.files.json;

import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A record a line; blank lines are passed. */
final class LineRecords extends JsonRecords {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_ENDS = '\n' * ONES;

  LineRecords(Feed feed, Rejects rejects, Mark mark) {
    super(feed, rejects, mark);
  }

  @Override
  boolean next() {
    while (true) {
      before = after();
      int searched = feed.from();
      int found = find(feed.data(), searched, feed.to());
      while (found < 0) {
        int done = feed.to() - feed.from();
        if (!feed.more()) {
          break;
        }
        searched = feed.from() + done;
        found = find(feed.data(), searched, feed.to());
      }
      if (found < 0) {
        if (!feed.ended()) {
          tooLong();
          continue;
        }
        if (feed.damaged()) {
          from = feed.to();
          to = from;
          line++;
          tellDamage(feed.to());
          feed.consume(feed.to());
          return false;
        }
        if (feed.from() == feed.to()) {
          return false;
        }
        found = feed.to();
      }
      from = feed.from();
      to = found;
      line++;
      feed.consume(Math.min(found + 1, feed.to()));
      if (!blank()) {
        ordinal++;
        return true;
      }
    }
  }

  private static int find(byte[] data, int start, int end) {
    int p = start;
    while (p + 8 <= end) {
      long word = (long) WORD.get(data, p) ^ LINE_ENDS;
      long hit = word - ONES & ~word & HIGHS;
      if (hit != 0) {
        return p + (Long.numberOfTrailingZeros(hit) >> 3);
      }
      p += 8;
    }
    while (p < end) {
      if (data[p] == '\n') {
        return p;
      }
      p++;
    }
    return -1;
  }

  private boolean blank() {
    byte[] data = feed.data();
    for (int p = from; p < to; p++) {
      if (data[p] != ' ' && data[p] != '\t' && data[p] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void tooLong() {
    byte[] kept = beginning();
    long start = feed.offset();
    int found = -1;
    while (found < 0 && feed.skipWindow()) {
      found = find(feed.data(), feed.from(), feed.to());
    }
    long length = found < 0 ? feed.offset() - start : feed.offset() + found - feed.from() - start;
    if (found >= 0) {
      feed.consume(found + 1);
    }
    line++;
    ordinal++;
    rejectLong(kept, length);
  }

  @Override
  String locator() {
    return "line " + line;
  }
}
