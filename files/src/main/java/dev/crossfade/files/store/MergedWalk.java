package dev.crossfade.files.store;

import dev.crossfade.core.store.StoreKeys;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Two walks in the order of keys, as one; no key is in both. */
final class MergedWalk implements Iterator<Map.Entry<String, Held>> {
  private final Iterator<Map.Entry<String, Held>> one;
  private final Iterator<Map.Entry<String, Held>> other;
  private Map.@Nullable Entry<String, Held> first;
  private Map.@Nullable Entry<String, Held> second;

  MergedWalk(Iterator<Map.Entry<String, Held>> one, Iterator<Map.Entry<String, Held>> other) {
    this.one = one;
    this.other = other;
    first = next(one);
    second = next(other);
  }

  private static Map.@Nullable Entry<String, Held> next(Iterator<Map.Entry<String, Held>> walk) {
    return walk.hasNext() ? walk.next() : null;
  }

  @Override
  public boolean hasNext() {
    return first != null || second != null;
  }

  @Override
  public Map.Entry<String, Held> next() {
    Map.Entry<String, Held> left = first;
    Map.Entry<String, Held> right = second;
    if (left != null
        && (right == null || StoreKeys.ORDER.compare(left.getKey(), right.getKey()) < 0)) {
      first = next(one);
      return left;
    }
    if (right == null) {
      throw new NoSuchElementException();
    }
    second = next(other);
    return right;
  }
}
