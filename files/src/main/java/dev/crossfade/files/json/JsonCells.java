package dev.crossfade.files.json;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.core.value.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the wanted members out of one object and holds them until they are put into a row. Members
 * usually come in the same order, so the next one is guessed before it is looked up. Strict: an
 * object with a fault anywhere, or with a name twice, is refused as a whole, whichever members are
 * wanted. Not safe for several threads.
 */
final class JsonCells {
  private static final FieldNode.Field FAULT = new FieldNode.Field("");
  private static final FieldNode.Field STRANGER = new FieldNode.Field("");

  private static final byte ABSENT = 0;
  private static final byte NULL = 1;
  private static final byte FALSE = 2;
  private static final byte TRUE = 3;
  private static final byte LONG = 4;
  private static final byte TEXT = 5;
  private static final byte JSON = 6;

  /** In the scratch array instead of the record. */
  private static final byte DECODED = 7;

  private static final byte MALFORMED = 8;
  private static final byte NUMBER = 9;

  private final JsonCursor cursor = new JsonCursor();
  private final FieldNode root;
  private final int recordSlot;
  private final NameSet strangers = new NameSet();
  private final byte[] kinds;
  private final int[] from;
  private final int[] to;
  private final long[] longs;
  private byte[] scratch = new byte[256];
  private int scratchEnd;
  private long object;
  private byte[] nameScratch = new byte[64];
  private int nameLength;

  /**
   * @param root the members wanted, frozen
   * @param slots number of slots in it
   * @param recordSlot slot that takes the value itself, which then may be no object; or -1
   */
  JsonCells(FieldNode root, int slots, int recordSlot) {
    this.root = root;
    this.recordSlot = recordSlot;
    kinds = new byte[slots];
    from = new int[slots];
    to = new int[slots];
    longs = new long[slots];
  }

  /** Why {@link #read} refused, or null. */
  @Nullable ErrorCode error() {
    return cursor.error;
  }

  /** Why {@link #read} refused, in words without values. */
  String detail() {
    return cursor.detail;
  }

  /** The array that the last value lies in. */
  byte[] data() {
    return cursor.data;
  }

  /** Makes {@link #error} say something that was found outside. */
  void refuse(ErrorCode code, String text) {
    cursor.fail(code, text);
  }

  /** Reads one value that fills {@code data[start, end)} but for white space. */
  boolean read(byte[] data, int start, int end) {
    cursor.reset(data, start, end);
    Arrays.fill(kinds, ABSENT);
    scratchEnd = 0;
    if (!Utf8.isValid(data, start, end - start)) {
      return cursor.fail(ErrorCode.CF_2205, "bytes that are no UTF-8");
    }
    cursor.skipSpace();
    int valueFrom = cursor.at;
    boolean object = valueFrom < end && data[valueFrom] == '{';
    if (object) {
      if (!object(root, true)) {
        return false;
      }
      if (recordSlot >= 0) {
        set(recordSlot, JSON, valueFrom, cursor.at);
      }
    } else if (recordSlot >= 0) {
      if (!value(recordSlot)) {
        return false;
      }
    } else if (!cursor.value()) {
      return false;
    }
    cursor.skipSpace();
    if (cursor.at != end) {
      return cursor.fail(ErrorCode.CF_2202, "something follows the end of the value");
    }
    if (!object && recordSlot < 0) {
      return cursor.fail(ErrorCode.CF_2208, "expected an object");
    }
    return true;
  }

  private boolean object(FieldNode node, boolean top) {
    JsonCursor c = cursor;
    c.at++;
    c.skipSpace();
    if (c.at < c.end && c.data[c.at] == '}') {
      c.at++;
      return true;
    }
    if (top) {
      strangers.clear();
    }
    long number = ++object;
    FieldNode.Field[] fields = node.fields();
    int guess = 0;
    while (true) {
      FieldNode.Field field;
      if (guess < fields.length && startsWith(fields[guess].name)) {
        field = fields[guess];
        if (!c.colon()) {
          return false;
        }
      } else {
        field = lookUp(node, top);
      }
      if (field == FAULT || !(field == STRANGER ? c.value() : once(field, number))) {
        return false;
      }
      guess = field == STRANGER ? guess : field.index + 1;
      c.skipSpace();
      byte next = c.at < c.end ? c.data[c.at] : 0;
      c.at++;
      if (next == '}') {
        return true;
      }
      if (next != ',') {
        c.at--;
        return c.expected("a comma or }");
      }
      c.skipSpace();
    }
  }

  private boolean once(FieldNode.Field field, long number) {
    if (field.seenIn == number) {
      return twice();
    }
    field.seenIn = number;
    return member(field);
  }

  /** Reads a name and finds its field; STRANGER when it is not wanted. */
  private FieldNode.Field lookUp(FieldNode node, boolean top) {
    JsonCursor c = cursor;
    if (!c.name() || (c.escaped && !decodeName(top))) {
      return FAULT;
    }
    byte[] bytes = c.escaped ? nameScratch : c.data;
    int start = c.escaped ? 0 : c.contentFrom;
    int end = c.escaped ? nameLength : c.contentTo;
    FieldNode.Field field = node.find(bytes, start, end);
    if (field != null) {
      return field;
    }
    if (top && !strangers.add(bytes, start, end)) {
      twice();
      return FAULT;
    }
    return STRANGER;
  }

  private boolean decodeName(boolean top) {
    JsonCursor c = cursor;
    if (nameScratch.length < c.contentTo - c.contentFrom) {
      nameScratch = new byte[c.contentTo - c.contentFrom];
    }
    nameLength = c.decode(c.contentFrom, c.contentTo, nameScratch, 0);
    if (top && (c.loneSurrogate || Utf8.hasNul(nameScratch, 0, nameLength))) {
      return c.fail(ErrorCode.CF_2210, "U+0000 or a lone surrogate in a name");
    }
    return true;
  }

  private boolean twice() {
    return cursor.fail(ErrorCode.CF_2204, "a name comes twice in one object");
  }

  /** Whether a quoted name without escapes stands here; passes it. */
  private boolean startsWith(byte[] name) {
    byte[] data = cursor.data;
    int at = cursor.at;
    int close = at + 1 + name.length;
    if (close >= cursor.end || data[at] != '"' || data[close] != '"') {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (data[at + 1 + i] != name[i]) {
        return false;
      }
    }
    cursor.at = close + 1;
    return true;
  }

  private boolean member(FieldNode.Field field) {
    JsonCursor c = cursor;
    FieldNode inside = field.inside;
    if (inside == null) {
      return value(field.slot);
    }
    if (c.at < c.end && c.data[c.at] == '{') {
      int start = c.at;
      if (!object(inside, false)) {
        return false;
      }
      if (field.slot >= 0) {
        set(field.slot, JSON, start, c.at);
      }
      return true;
    }
    if (field.slot >= 0) {
      return value(field.slot);
    }
    boolean isNull = c.at < c.end && c.data[c.at] == 'n';
    return c.value()
        && (isNull
            || !field.heldInside
            || c.fail(ErrorCode.CF_2218, "expected an object whose members are columns"));
  }

  private boolean value(int slot) {
    JsonCursor c = cursor;
    if (c.at >= c.end) {
      return c.expected("a value");
    }
    return switch (c.data[c.at]) {
      case '"' -> c.string() && text(slot);
      case '{', '[' -> nestedValue(slot);
      case 't' -> word(slot, TRUE, "true");
      case 'f' -> word(slot, FALSE, "false");
      case 'n' -> word(slot, NULL, "null");
      default -> number(slot);
    };
  }

  private boolean nestedValue(int slot) {
    int start = cursor.at;
    if (!cursor.value()) {
      return false;
    }
    set(slot, JSON, start, cursor.at);
    return true;
  }

  private boolean word(int slot, byte kind, String word) {
    kinds[slot] = kind;
    return cursor.word(word);
  }

  private boolean number(int slot) {
    int start = cursor.at;
    if (!cursor.number()) {
      return false;
    }
    if (!cursor.small) {
      return bigNumber(slot, start);
    }
    kinds[slot] = LONG;
    longs[slot] = cursor.smallValue;
    return true;
  }

  private boolean text(int slot) {
    JsonCursor c = cursor;
    if (!c.escaped) {
      set(slot, TEXT, c.contentFrom, c.contentTo);
      return true;
    }
    reserve(c.contentTo - c.contentFrom);
    int length = c.decode(c.contentFrom, c.contentTo, scratch, scratchEnd);
    set(slot, c.loneSurrogate ? MALFORMED : DECODED, scratchEnd, scratchEnd + length);
    scratchEnd += length;
    return true;
  }

  private boolean bigNumber(int slot, int start) {
    JsonCursor c = cursor;
    int length = c.at - start;
    reserve(length + 22);
    byte[] out = scratchEnd == 0 ? scratch : new byte[length + 22];
    int count = DecimalText.normalise(c.data, start, length, out);
    if (count < 0) {
      return c.fail(ErrorCode.CF_2209, "an exponent of more than nine digits");
    }
    if (Integers.fits(out, count)) {
      kinds[slot] = LONG;
      longs[slot] = Integers.value(out, count);
      return true;
    }
    if (out != scratch) {
      System.arraycopy(out, 0, scratch, scratchEnd, count);
    }
    set(slot, NUMBER, scratchEnd, scratchEnd + count);
    scratchEnd += count;
    return true;
  }

  private void reserve(int more) {
    if (scratchEnd + more > scratch.length) {
      scratch = Arrays.copyOf(scratch, Math.max(scratchEnd + more, scratch.length * 2));
    }
  }

  private void set(int slot, byte kind, int start, int end) {
    kinds[slot] = kind;
    from[slot] = start;
    to[slot] = end;
  }

  /** Whether the object had the member. */
  boolean present(int slot) {
    return kinds[slot] != ABSENT;
  }

  /** Whether the member is an object or array. */
  boolean nested(int slot) {
    return kinds[slot] == JSON;
  }

  /** Whether the member is absent or null. */
  boolean empty(int slot) {
    return kinds[slot] <= NULL;
  }

  /** Where a nested member starts in the record. */
  int start(int slot) {
    return from[slot];
  }

  /** Where it ends. */
  int end(int slot) {
    return to[slot];
  }

  /** Adds a slot's cell to the row begun last. */
  void put(RowBatch batch, int slot) {
    switch (kinds[slot]) {
      case LONG -> batch.putLong(longs[slot]);
      case TEXT -> batch.put(Tag.TEXT, cursor.data, from[slot], to[slot] - from[slot]);
      case TRUE -> batch.putBoolean(true);
      case FALSE -> batch.putBoolean(false);
      case JSON -> batch.put(Tag.JSON, cursor.data, from[slot], to[slot] - from[slot]);
      case DECODED -> batch.put(Tag.TEXT, scratch, from[slot], to[slot] - from[slot]);
      case MALFORMED -> batch.put(Tag.MALFORMED, scratch, from[slot], to[slot] - from[slot]);
      case NUMBER -> batch.put(Tag.NUMBER, scratch, from[slot], to[slot] - from[slot]);
      default -> batch.putNull();
    }
  }
}
