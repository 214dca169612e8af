package dev.crossfade.core.document;

import java.util.Arrays;

/**
 * Finds keys in an array: by looking at each while they are few, then by a table of places (open
 * addressing, at most half full). Takes no object for a key.
 */
final class FlatIndex {
  private static final int FEW = 8;
  private static final int[] NONE = new int[0];

  private FlatIndex() {}

  /** Place of a key among the first {@code count} keys, which are {@code step} apart; or -1. */
  static int find(Document[] items, int step, int count, int[] table, Object key) {
    if (table.length == 0) {
      for (int i = 0; i < count; i++) {
        if (items[i * step].equals(key)) {
          return i;
        }
      }
      return -1;
    }
    int mask = table.length - 1;
    for (int at = spread(key) & mask; table[at] != 0; at = at + 1 & mask) {
      int place = table[at] - 1;
      if (items[place * step].equals(key)) {
        return place;
      }
    }
    return -1;
  }

  /** The table after the last of {@code count} keys was added: the same one, or a larger one. */
  static int[] added(Document[] items, int step, int count, int[] table) {
    if (count <= FEW) {
      return NONE;
    }
    if (count * 2L <= table.length) {
      insert(items, step, count - 1, table);
      return table;
    }
    int[] larger = new int[Integer.highestOneBit(count) * 4];
    for (int i = 0; i < count; i++) {
      insert(items, step, i, larger);
    }
    return larger;
  }

  private static void insert(Document[] items, int step, int place, int[] table) {
    int mask = table.length - 1;
    int at = spread(items[place * step]) & mask;
    while (table[at] != 0) {
      at = at + 1 & mask;
    }
    table[at] = place + 1;
  }

  private static int spread(Object key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash ^ hash >>> 16;
  }

  /** An array with room for one more item. */
  static Document[] grown(Document[] items, int used) {
    return used < items.length ? items : Arrays.copyOf(items, Math.max(8, used * 2));
  }
}
