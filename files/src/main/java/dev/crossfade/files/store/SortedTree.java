package dev.crossfade.files.store;

import dev.crossfade.core.store.StoreKeys;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in the order of keys: a change gives another one that shares all but the nodes
 * on the way down (an AVL tree). So any number of threads reads one state while others make new
 * ones, and no state is ever copied.
 */
final class SortedTree<V> {
  private static final SortedTree<?> EMPTY = new SortedTree<>(null);

  private final @Nullable Node<V> root;

  private SortedTree(@Nullable Node<V> root) {
    this.root = root;
  }

  private record Node<V>(
      String key, V value, @Nullable Node<V> left, @Nullable Node<V> right, int height, long size) {
    static <V> Node<V> of(String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
      int height = 1 + Math.max(SortedTree.height(left), SortedTree.height(right));
      long size = 1 + SortedTree.size(left) + SortedTree.size(right);
      return new Node<>(key, value, left, right, height, size);
    }
  }

  @SuppressWarnings("unchecked") // holds nothing
  static <V> SortedTree<V> empty() {
    return (SortedTree<V>) EMPTY;
  }

  /** A map of entries that are in the order of their keys, each once. */
  static <V> SortedTree<V> ofSorted(List<Map.Entry<String, V>> entries) {
    return new SortedTree<>(middle(entries, 0, entries.size()));
  }

  private static <V> @Nullable Node<V> middle(
      List<Map.Entry<String, V>> entries, int from, int to) {
    if (from == to) {
      return null;
    }
    int at = (from + to) >>> 1;
    Map.Entry<String, V> entry = entries.get(at);
    return Node.of(
        entry.getKey(), entry.getValue(), middle(entries, from, at), middle(entries, at + 1, to));
  }

  private static int height(@Nullable Node<?> node) {
    return node == null ? 0 : node.height;
  }

  private static long size(@Nullable Node<?> node) {
    return node == null ? 0 : node.size;
  }

  long size() {
    return size(root);
  }

  @Nullable V get(String key) {
    Node<V> node = root;
    while (node != null) {
      int order = StoreKeys.ORDER.compare(key, node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  SortedTree<V> with(String key, V value) {
    return new SortedTree<>(put(root, key, value));
  }

  SortedTree<V> without(String key) {
    return get(key) == null ? this : new SortedTree<>(remove(root, key));
  }

  private static <V> Node<V> put(@Nullable Node<V> node, String key, V value) {
    if (node == null) {
      return Node.of(key, value, null, null);
    }
    int order = StoreKeys.ORDER.compare(key, node.key);
    if (order == 0) {
      return new Node<>(key, value, node.left, node.right, node.height, node.size);
    }
    return order < 0
        ? balanced(node, put(node.left, key, value), node.right)
        : balanced(node, node.left, put(node.right, key, value));
  }

  private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
    if (node == null) {
      return null;
    }
    int order = StoreKeys.ORDER.compare(key, node.key);
    if (order < 0) {
      return balanced(node, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node, node.left, remove(node.right, key));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    Node<V> next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(next, node.left, remove(node.right, next.key));
  }

  /** A node with the content of one and other children, whose heights differ by two at most. */
  private static <V> Node<V> balanced(
      Node<V> node, @Nullable Node<V> left, @Nullable Node<V> right) {
    int lean = height(left) - height(right);
    if (lean > 1 && left != null) {
      if (height(left.left) >= height(left.right) || left.right == null) {
        return Node.of(
            left.key, left.value, left.left, Node.of(node.key, node.value, left.right, right));
      }
      Node<V> top = left.right;
      return Node.of(
          top.key,
          top.value,
          Node.of(left.key, left.value, left.left, top.left),
          Node.of(node.key, node.value, top.right, right));
    }
    if (lean < -1 && right != null) {
      if (height(right.right) >= height(right.left) || right.left == null) {
        return Node.of(
            right.key, right.value, Node.of(node.key, node.value, left, right.left), right.right);
      }
      Node<V> top = right.left;
      return Node.of(
          top.key,
          top.value,
          Node.of(node.key, node.value, left, top.left),
          Node.of(right.key, right.value, top.right, right.right));
    }
    return Node.of(node.key, node.value, left, right);
  }

  /** The entries whose keys begin with a text, in order. */
  Iterator<Map.Entry<String, V>> withPrefix(String prefix) {
    return new Walk<>(root, prefix, null);
  }

  /** The same, only those behind a key where one is given. */
  Iterator<Map.Entry<String, V>> withPrefix(String prefix, @Nullable String after) {
    return new Walk<>(root, prefix, after);
  }

  private static final class Walk<V> implements Iterator<Map.Entry<String, V>> {
    private final Deque<Node<V>> path = new ArrayDeque<>();
    private final String prefix;

    Walk(@Nullable Node<V> root, String prefix, @Nullable String after) {
      this.prefix = prefix;
      Node<V> node = root;
      while (node != null) {
        boolean behind = after == null || StoreKeys.ORDER.compare(after, node.key) < 0;
        if (behind && StoreKeys.ORDER.compare(prefix, node.key) <= 0) {
          path.push(node);
          node = node.left;
        } else {
          node = node.right;
        }
      }
    }

    @Override
    public boolean hasNext() {
      Node<V> node = path.peek();
      return node != null && node.key.startsWith(prefix);
    }

    @Override
    public Map.Entry<String, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Node<V> given = path.pop();
      for (Node<V> node = given.right; node != null; node = node.left) {
        path.push(node);
      }
      return Map.entry(given.key, given.value);
    }
  }
}
