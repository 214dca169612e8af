package dev.crossfade.core.document;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An immutable set that keeps its order, in two arrays. */
final class FlatSet extends AbstractSet<Document> {
  private final Document[] items;
  private final int[] table;

  /**
   * @param items the elements
   * @param table of {@link FlatIndex}
   */
  FlatSet(Document[] items, int[] table) {
    this.items = items;
    this.table = table;
  }

  static Set<Document> copyOf(Set<Document> set) {
    if (set instanceof FlatSet) {
      return set;
    }
    SetBuilder builder = new SetBuilder();
    set.forEach(builder::add);
    return builder.build().elements();
  }

  @Override
  public int size() {
    return items.length;
  }

  @Override
  public boolean contains(@Nullable Object element) {
    return element != null && FlatIndex.find(items, 1, items.length, table, element) >= 0;
  }

  @Override
  public Iterator<Document> iterator() {
    return Collections.unmodifiableList(Arrays.asList(items)).iterator();
  }
}
