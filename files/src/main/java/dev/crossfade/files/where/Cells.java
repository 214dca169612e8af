package dev.crossfade.files.where;

import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;

/** The values of a condition's fields in one record. Not safe for several threads. */
final class Cells {
  /** Whether text may be read as number or truth value, as in CSV, where everything is text. */
  final boolean untyped;

  private final Tag[] tags;
  private final long[] longs;
  private final int[] offsets;
  private final int[] lengths;
  private final CellCursor cursor = new CellCursor();
  private byte[] data = new byte[0];

  Cells(int fields, boolean untyped) {
    this.untyped = untyped;
    tags = new Tag[fields];
    longs = new long[fields];
    offsets = new int[fields];
    lengths = new int[fields];
  }

  /** Takes the only row of a batch, whose cells belong to the fields named in this order. */
  void take(RowBatch batch, int[] fields) {
    data = batch.data();
    cursor.reset(data, batch.start(0), batch.end(0));
    for (int field : fields) {
      cursor.next();
      tags[field] = cursor.tag();
      longs[field] = cursor.tag() == Tag.INTEGER ? cursor.longValue() : 0;
      offsets[field] = cursor.offset();
      lengths[field] = cursor.length();
    }
  }

  Tag tag(int field) {
    return tags[field];
  }

  /** The value of an integer. */
  long integer(int field) {
    return longs[field];
  }

  /** The array that the value of a field lies in. */
  byte[] data() {
    return data;
  }

  int from(int field) {
    return offsets[field];
  }

  int to(int field) {
    return offsets[field] + lengths[field];
  }
}
