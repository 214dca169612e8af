package dev.crossfade.files.json;

import java.util.Arrays;

/** Names met in one object, to find one that comes twice. Reused by {@link #clear}. */
final class NameSet {
  private byte[] bytes = new byte[256];
  private int[] ends = new int[16];
  private int[] table = new int[64];
  private int count;

  void clear() {
    if (count > 0) {
      Arrays.fill(table, 0);
      count = 0;
    }
  }

  /** Adds a name; false when it was there. */
  boolean add(byte[] data, int from, int to) {
    int place = FieldNode.hash(data, from, to);
    while (true) {
      int entry = table[place & table.length - 1];
      if (entry == 0) {
        break;
      }
      if (Arrays.equals(bytes, start(entry - 1), ends[entry - 1], data, from, to)) {
        return false;
      }
      place++;
    }
    append(data, from, to);
    table[place & table.length - 1] = count;
    if (count * 2 > table.length) {
      grow();
    }
    return true;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  private void append(byte[] data, int from, int to) {
    int start = start(count);
    int end = start + to - from;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    System.arraycopy(data, from, bytes, start, to - from);
    ends[count++] = end;
  }

  private void grow() {
    table = new int[table.length * 2];
    for (int i = 0; i < count; i++) {
      int place = FieldNode.hash(bytes, start(i), ends[i]);
      while (table[place & table.length - 1] != 0) {
        place++;
      }
      table[place & table.length - 1] = i + 1;
    }
  }
}
