package dev.crossfade.core.document;

import java.util.Arrays;

/** Builds a set element by element. Used up by {@link #build}; not safe for several threads. */
public final class SetBuilder {
  private Document[] items = new Document[8];
  private int[] table = new int[0];
  private int count;

  /**
   * Adds an element behind the others.
   *
   * @return false when it is there already
   */
  public boolean add(Document element) {
    if (FlatIndex.find(items, 1, count, table, element) >= 0) {
      return false;
    }
    items = FlatIndex.grown(items, count);
    items[count++] = element;
    table = FlatIndex.added(items, 1, count, table);
    return true;
  }

  /** The set of all elements. */
  public Document.SetOf build() {
    Document[] exact = items.length == count ? items : Arrays.copyOf(items, count);
    items = new Document[0];
    return new Document.SetOf(new FlatSet(exact, table));
  }
}
