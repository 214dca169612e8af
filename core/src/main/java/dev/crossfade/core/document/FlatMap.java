package dev.crossfade.core.document;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that keeps its order in two arrays: about 24 bytes an entry, a third of what a
 * LinkedHashMap takes.
 */
final class FlatMap extends AbstractMap<Document, Document> {
  private final Document[] items;
  private final int[] table;

  /**
   * @param items keys and values in turn
   * @param table of {@link FlatIndex}
   */
  FlatMap(Document[] items, int[] table) {
    this.items = items;
    this.table = table;
  }

  static Map<Document, Document> copyOf(Map<Document, Document> map) {
    if (map instanceof FlatMap) {
      return map;
    }
    MapBuilder builder = new MapBuilder();
    map.forEach(builder::put);
    return builder.build().entries();
  }

  @Override
  public int size() {
    return items.length / 2;
  }

  @Override
  public @Nullable Document get(@Nullable Object key) {
    int place = key == null ? -1 : FlatIndex.find(items, 2, size(), table, key);
    return place < 0 ? null : items[place * 2 + 1];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Entry<Document, Document>> entrySet() {
    return new Entries(items);
  }

  private static final class Entries extends AbstractSet<Entry<Document, Document>> {
    private final Document[] items;

    Entries(Document[] items) {
      this.items = items;
    }

    @Override
    public int size() {
      return items.length / 2;
    }

    @Override
    public Iterator<Entry<Document, Document>> iterator() {
      return new Walk(items);
    }
  }

  private static final class Walk implements Iterator<Entry<Document, Document>> {
    private final Document[] items;
    private int at;

    Walk(Document[] items) {
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return at < items.length;
    }

    @Override
    public Entry<Document, Document> next() {
      if (at >= items.length) {
        throw new NoSuchElementException();
      }
      at += 2;
      return Map.entry(items[at - 2], items[at - 1]);
    }
  }
}
