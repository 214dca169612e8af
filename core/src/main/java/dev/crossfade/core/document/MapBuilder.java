package dev.crossfade.core.document;

import java.util.Arrays;

/** Builds a map entry by entry. Used up by {@link #build}; not safe for several threads. */
public final class MapBuilder {
  private Document[] items = new Document[8];
  private int[] table = new int[0];
  private int count;

  /**
   * Adds an entry behind the others.
   *
   * @return false when the key is there already; nothing is changed then
   */
  public boolean put(Document key, Document value) {
    if (FlatIndex.find(items, 2, count, table, key) >= 0) {
      return false;
    }
    items = FlatIndex.grown(items, count * 2);
    items[count * 2] = key;
    items[count * 2 + 1] = value;
    count++;
    table = FlatIndex.added(items, 2, count, table);
    return true;
  }

  /** The map of all entries. */
  public Document.MapOf build() {
    Document[] exact = items.length == count * 2 ? items : Arrays.copyOf(items, count * 2);
    items = new Document[0];
    return new Document.MapOf(new FlatMap(exact, table));
  }
}
