package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.files.io.Feed;
import dev.crossfade.files.io.Mark;
import dev.crossfade.files.io.Rejects;
import java.util.Arrays;

/**
 * The elements of an array, the members of an object, or values one behind the other. Only quotes
 * and brackets are looked at, so a record with a fault inside still ends where it ends.
 */
final class ValueRecords extends JsonRecords {

  /** What holds the records. */
  enum Container {
    /** {@code [ record, record ]}. */
    ARRAY,
    /** <code>{ "key": record, "key": record }</code>. */
    OBJECT,
    /** {@code record record}; often just one. */
    SEQUENCE
  }

  private static final int MORE = -1;

  private final Container container;
  private boolean open;
  private boolean first;
  private boolean done;
  private byte[] key = new byte[0];
  private final JsonCursor decoder = new JsonCursor();

  // State of the search for the end of a record, so that a longer window need not start again.
  private int seen;
  private int depth;
  private boolean inString;
  private boolean escape;

  ValueRecords(Feed feed, Rejects rejects, Mark mark, Container container, boolean start) {
    super(feed, rejects, mark);
    this.container = container;
    open = !start || container == Container.SEQUENCE;
    first = start;
  }

  @Override
  byte[] key() {
    return key;
  }

  @Override
  boolean next() {
    before = after();
    while (!done) {
      if (!open) {
        // The bracket is there: the container was chosen by it.
        skipSpace();
        feed.consume(feed.from() + 1);
        open = true;
      }
      if (!separator()) {
        break;
      }
      if (container == Container.OBJECT && !readKey()) {
        continue;
      }
      if (record()) {
        return true;
      }
      before = after();
    }
    return false;
  }

  /** Passes white space; false at the end of the file. */
  private boolean skipSpace() {
    while (true) {
      byte[] data = feed.data();
      int p = feed.from();
      while (p < feed.to()
          && (data[p] == ' ' || data[p] == '\n' || data[p] == '\r' || data[p] == '\t')) {
        p++;
      }
      feed.consume(p);
      if (p < feed.to()) {
        return true;
      }
      if (!feed.more()) {
        return false;
      }
    }
  }

  /** Passes what stands between records; false when no record follows. */
  private boolean separator() {
    if (!skipSpace()) {
      return endOfFile();
    }
    if (container == Container.SEQUENCE) {
      return true;
    }
    byte close = (byte) (container == Container.ARRAY ? ']' : '}');
    byte next = feed.data()[feed.from()];
    if (next == close) {
      feed.consume(feed.from() + 1);
      tail();
      return false;
    }
    if (first) {
      first = false;
      return true;
    }
    if (next != ',') {
      broken("expected a comma between records");
      return false;
    }
    feed.consume(feed.from() + 1);
    return skipSpace() || endOfFile();
  }

  private boolean endOfFile() {
    done = true;
    from = feed.to();
    to = from;
    if (feed.damaged()) {
      ordinal++;
      tellDamage(feed.to());
    } else if (container != Container.SEQUENCE) {
      ordinal++;
      reject(ErrorCode.CF_2203, "expected a closing bracket");
    }
    return false;
  }

  /** After the closing bracket only white space may follow. */
  private void tail() {
    done = true;
    if (!skipSpace()) {
      if (feed.damaged()) {
        endOfFile();
      }
      return;
    }
    rejectRest(ErrorCode.CF_2219, "expected nothing behind the closing bracket");
  }

  private void broken(String detail) {
    rejectRest(ErrorCode.CF_2202, detail);
  }

  /** Rejects everything up to the end of the file as one record. */
  private void rejectRest(ErrorCode code, String detail) {
    done = true;
    ordinal++;
    byte[] kept = beginning();
    while (feed.skipWindow()) {
      // to the end of the file
    }
    rejects.rejectRecord(code, locator(), detail, kept, 0, kept.length);
  }

  /** Passes a name and a colon; false when there is none and the rest was rejected. */
  private boolean readKey() {
    if (feed.data()[feed.from()] != '"') {
      broken("expected a name");
      return false;
    }
    int length = valueLength();
    if (length < 0) {
      return false;
    }
    int start = feed.from();
    decoder.reset(feed.data(), start, start + length);
    if (!decoder.string()) {
      broken("expected a name");
      return false;
    }
    byte[] out = new byte[length];
    key = Arrays.copyOf(out, 0);
    int count = decoder.decode(decoder.contentFrom, decoder.contentTo, out, 0);
    key = Arrays.copyOf(out, count);
    feed.consume(start + length);
    if (!skipSpace() || feed.data()[feed.from()] != ':') {
      broken("expected a colon");
      return false;
    }
    feed.consume(feed.from() + 1);
    return skipSpace() || endOfFile();
  }

  /** Takes the value that starts here as the record; false when it was rejected. */
  private boolean record() {
    int length = valueLength();
    if (length < 0) {
      return false;
    }
    ordinal++;
    from = feed.from();
    to = from + length;
    feed.consume(to);
    if (length > 0) {
      return true;
    }
    to++;
    reject(ErrorCode.CF_2202, "expected a value");
    if (!separates(feed.data()[from])) {
      feed.consume(to);
    }
    return false;
  }

  /** Whether a byte goes on with the container, so that a missing value costs only itself. */
  private boolean separates(byte b) {
    return switch (container) {
      case ARRAY -> b == ',' || b == ']';
      case OBJECT -> b == ',' || b == '}';
      case SEQUENCE -> false;
    };
  }

  /** Length of the value that starts here, or -1 when it was rejected. */
  private int valueLength() {
    seen = 0;
    depth = 0;
    inString = false;
    escape = false;
    while (true) {
      int length = search(feed.data(), feed.from() + seen, feed.to());
      if (length != MORE) {
        return length;
      }
      if (!feed.more()) {
        return feed.ended() ? lastValue() : tooLong();
      }
    }
  }

  /** The file ends within or right behind a value. */
  private int lastValue() {
    boolean scalar = depth == 0 && !inString;
    if (scalar && container == Container.SEQUENCE && !feed.damaged()) {
      return feed.to() - feed.from();
    }
    ordinal++;
    done = true;
    if (feed.damaged()) {
      tellDamage(feed.to());
    } else {
      from = feed.from();
      to = Math.min(feed.to(), from + Rejects.KEPT_OF_LONG);
      reject(ErrorCode.CF_2203, "the file ends within this record");
    }
    feed.consume(feed.to());
    return -1;
  }

  private int tooLong() {
    ordinal++;
    byte[] kept = beginning();
    long start = feed.offset();
    int length = MORE;
    while (length == MORE && feed.skipWindow()) {
      seen = 0;
      length = search(feed.data(), feed.from(), feed.to());
    }
    if (length == MORE) {
      done = true;
      rejects.rejectRecord(
          ErrorCode.CF_2203, locator(), "the file ends within this record", kept, 0, kept.length);
      return -1;
    }
    feed.consume(feed.from() + length);
    rejectLong(kept, feed.offset() - start);
    return -1;
  }

  private int search(byte[] data, int start, int end) {
    int p = start;
    while (p < end) {
      byte b = data[p];
      if (inString) {
        if (escape) {
          escape = false;
        } else if (b == '\\') {
          escape = true;
        } else if (b == '"') {
          inString = false;
          if (depth == 0) {
            return p + 1 - feed.from();
          }
        }
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        if (depth == 0) {
          return p - feed.from();
        }
        depth--;
        if (depth == 0) {
          return p + 1 - feed.from();
        }
      } else if (depth == 0 && (b == ',' || b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
        return p - feed.from();
      }
      p++;
    }
    seen = p - feed.from();
    return MORE;
  }

  @Override
  String locator() {
    return "record " + ordinal;
  }
}
