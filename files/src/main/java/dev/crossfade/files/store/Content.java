package dev.crossfade.files.store;

import dev.crossfade.core.value.Digest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of a store: its entries, and the digest of them all.
 *
 * @param entries by key
 * @param digest the sum of the entries' digests
 */
record Content(SortedTree<Held> entries, Digest digest) {
  static final Content EMPTY = new Content(SortedTree.empty(), Digest.EMPTY);

  /** The state after a change; null for a key that goes. */
  Content with(String key, @Nullable Held held) {
    Held old = entries.get(key);
    if (held == null && old == null) {
      return this;
    }
    Digest without = old == null ? digest : digest.minus(old.digest());
    return held == null
        ? new Content(entries.without(key), without)
        : new Content(entries.with(key, held), without.plus(held.digest()));
  }

  Content with(Map<String, @Nullable Held> changes) {
    Content content = this;
    for (Map.Entry<String, @Nullable Held> change : changes.entrySet()) {
      content = content.with(change.getKey(), change.getValue());
    }
    return content;
  }

  /** Whether a change would change nothing. */
  boolean has(String key, @Nullable Held held) {
    Held old = entries.get(key);
    return held == null ? old == null : old != null && old.digest().equals(held.digest());
  }
}
