package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.Utf8;
import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.FileInput;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values at the top level of an EDN file, one after the other: the entries of one map, the
 * elements of one vector, list or set, or values in a row. Memory holds one of them. One with a
 * fault is told and passed, unless it does not end. A key or element that comes twice at the top
 * level is not told here, and metadata of the one collection is read as one value of its own with
 * it. Not safe for several threads.
 *
 * <pre>
 * try (EdnStream stream = EdnStream.open(path, LIMIT)) {
 *   while (stream.next()) {
 *     map.put(stream.key(), stream.value());
 *   }
 * }
 * </pre>
 */
public final class EdnStream implements Closeable {
  private static final int HEAD = 1 << 20;
  private static final byte[] NONE = new byte[0];

  private final Feed feed;
  private final EdnLayout layout;
  private final Keywords keywords = new Keywords();
  private final EdnSkimmer skimmer = new EdnSkimmer();
  private EdnPlace place;
  private EdnPlace begin;
  private boolean done;
  private byte[] raw = NONE;
  private @Nullable Document key;
  private @Nullable Document value;
  private @Nullable CrossfadeException fault;

  /**
   * @param feed stands at the start of the text, or behind a value that was read before
   * @param layout of the whole text
   * @param start whether it stands at the start
   * @param lines how many lines come before
   */
  public EdnStream(Feed feed, EdnLayout layout, boolean start, long lines) {
    this.feed = feed;
    this.layout = layout;
    place = new EdnPlace(lines + 1, 1);
    begin = place;
    if (start) {
      while (feed.to() - feed.from() < layout.length() && feed.more()) {
        // until the bracket is there: the layout was found by it
      }
      take(feed.from() + Math.min(layout.length(), feed.to() - feed.from()));
    }
  }

  /**
   * Opens a file, of whatever layout it is.
   *
   * @param limit bytes that one value may have
   */
  public static EdnStream open(Path path, int limit) {
    FileInput input = FileInput.of(path);
    byte[] head = input.head(HEAD);
    Feed feed = input.open(input.textStart(), limit, null);
    return new EdnStream(feed, EdnLayout.of(head, head.length < HEAD), true, 0);
  }

  /**
   * Moves to the next value.
   *
   * @return false behind the last
   */
  public boolean next() {
    key = null;
    value = null;
    fault = null;
    while (!done) {
      int wanted = layout.container() == EdnLayout.Container.ENTRIES ? 2 : 1;
      skimmer.start(wanted);
      if (!skim()) {
        return true;
      }
      if (read(new String(raw, StandardCharsets.UTF_8))) {
        return true;
      }
      if (done) {
        return fault != null;
      }
      boolean closed = closing();
      if (closed || fault != null) {
        return fault != null;
      }
    }
    return false;
  }

  /** Finds the end of the next value and takes its bytes; false when there is a fault. */
  private boolean skim() {
    int seen = 0;
    while (true) {
      int end = skimmer.end(feed.data(), feed.from() + seen, feed.to());
      if (end >= 0) {
        take(end);
        return true;
      }
      seen = feed.to() - feed.from();
      if (feed.more()) {
        continue;
      }
      return feed.ended() ? last() : tooLong();
    }
  }

  /** The text ends here. */
  private boolean last() {
    skimmer.ended();
    boolean between = skimmer.between();
    take(feed.to());
    done = true;
    if (feed.damaged()) {
      return fails(ErrorCode.CF_2213, "nothing behind this place can be read");
    }
    if (layout.container() != EdnLayout.Container.VALUES) {
      return fails(ErrorCode.CF_2203, "expected a closing bracket before the end of the file");
    }
    return between || fails(ErrorCode.CF_2203, "the file ends within this value");
  }

  private boolean tooLong() {
    long start = feed.offset();
    byte[] kept =
        Arrays.copyOfRange(
            feed.data(), feed.from(), (int) Math.min(feed.to(), feed.from() + (1L << 16)));
    begin = place;
    int end = -1;
    long lines = 0;
    while (end < 0) {
      lines += lines(feed.from(), feed.to());
      if (!feed.skipWindow()) {
        done = true;
        break;
      }
      end = skimmer.end(feed.data(), feed.from(), feed.to());
    }
    if (end >= 0) {
      lines += lines(feed.from(), end);
      feed.consume(end);
    }
    place = new EdnPlace(place.line() + lines, 1);
    raw = kept;
    long length = feed.offset() - start;
    return fails(ErrorCode.CF_2206, length + " bytes; the first " + kept.length + " are kept");
  }

  private long lines(int from, int to) {
    long lines = 0;
    for (int i = from; i < to; i++) {
      lines += feed.data()[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Consumes the bytes up to a place of the window. */
  private void take(int end) {
    byte[] data = feed.data();
    int from = feed.from();
    boolean comment = false;
    while (from < end && (comment || EdnChars.isSpace(data[from]) || data[from] == ';')) {
      comment = data[from] == ';' || (comment && data[from] != '\n');
      from++;
    }
    String gap = new String(data, feed.from(), from - feed.from(), StandardCharsets.UTF_8);
    raw = Arrays.copyOfRange(data, from, end);
    String text = new String(raw, StandardCharsets.UTF_8);
    begin = place.behind(gap, gap.length());
    place = begin.behind(text, text.length());
    feed.consume(end);
  }

  private boolean fails(ErrorCode code, String detail) {
    fault = new CrossfadeException(code, begin + ": " + detail);
    return false;
  }

  /** Reads what was taken; false when it holds no value. */
  private boolean read(String text) {
    if (!Utf8.isValid(raw, 0, raw.length)) {
      return !fails(ErrorCode.CF_2205, "bytes that are no UTF-8");
    }
    EdnParser parser = new EdnParser(text, begin, keywords);
    try {
      if (layout.container() == EdnLayout.Container.ENTRIES) {
        Map.Entry<Document, Document> entry = parser.entry(layout.namespace());
        key = entry == null ? null : entry.getKey();
        value = entry == null ? null : entry.getValue();
      } else {
        value = parser.next();
      }
      if (value != null) {
        parser.end();
      }
    } catch (CrossfadeException e) {
      fault = e;
    }
    return value != null || fault != null;
  }

  /** Passes the closing bracket that stands here and looks behind it; false when there is none. */
  private boolean closing() {
    if (feed.from() >= feed.to()) {
      return false;
    }
    boolean fits = feed.data()[feed.from()] == layout.close();
    take(feed.from() + 1);
    done = true;
    if (!fits) {
      rest();
      fails(ErrorCode.CF_2240, "expected no closing bracket here");
      return true;
    }
    skimmer.start(1);
    int seen = 0;
    int end;
    do {
      end = skimmer.end(feed.data(), feed.from() + seen, feed.to());
      seen = feed.to() - feed.from();
    } while (end < 0 && feed.more());
    skimmer.ended();
    if (feed.damaged()) {
      fails(ErrorCode.CF_2213, "nothing behind this place can be read");
    } else if (end >= 0 || !skimmer.between() || skimmer.complete()) {
      take(end >= 0 ? end : feed.to());
      rest();
      fails(ErrorCode.CF_2219, "expected nothing behind the closing bracket");
    }
    return true;
  }

  private void rest() {
    while (feed.skipWindow()) {
      // to the end of the file
    }
  }

  /** What is wrong with the value, with its place; null when nothing is. */
  public @Nullable CrossfadeException fault() {
    return fault;
  }

  /**
   * The value.
   *
   * @throws CrossfadeException when there is a {@link #fault}
   */
  public Document value() {
    CrossfadeException wrong = fault;
    if (wrong != null) {
      throw wrong;
    }
    return java.util.Objects.requireNonNull(value);
  }

  /** The key, if these are entries of a map; else null. */
  public @Nullable Document key() {
    return key;
  }

  /** The bytes that the value was read from; of one that is too long the first. */
  public byte[] raw() {
    return raw;
  }

  /** The line in which the value begins, from 1. */
  public long line() {
    return begin.line();
  }

  /** How many lines have ended before the place behind the value. */
  public long linesBehind() {
    return place.line() - 1;
  }

  /** The place in bytes of the text behind the value. */
  public long offset() {
    return feed.offset();
  }

  @Override
  public void close() {
    feed.close();
  }
}
