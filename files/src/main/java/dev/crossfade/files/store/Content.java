package dev.crossfade.files.store;

import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.value.Digest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of a store: its entries, the digest of them all, and apart from these its notes, which
 * are the side entries ({@link StoreKeys#SIDE}).
 *
 * @param entries by key; what people read
 * @param digest the sum of the entries' digests; notes are not in it
 * @param notes by key; people do not see them
 */
record Content(SortedTree<Held> entries, Digest digest, SortedTree<Held> notes) {
  static final Content EMPTY = new Content(SortedTree.empty(), Digest.EMPTY, SortedTree.empty());

  /** An entry or a note, or null. */
  @Nullable Held get(String key) {
    return StoreKeys.isSide(key) ? notes.get(key) : entries.get(key);
  }

  /** How many entries and notes there are. */
  long size() {
    return entries.size() + notes.size();
  }

  /** The state after a change; null for a key that goes. */
  Content with(String key, @Nullable Held held) {
    if (StoreKeys.isSide(key)) {
      return withNotes(held == null ? notes.without(key) : notes.with(key, held));
    }
    Held old = entries.get(key);
    if (held == null && old == null) {
      return this;
    }
    Digest without = old == null ? digest : digest.minus(old.digest());
    return held == null
        ? new Content(entries.without(key), without, notes)
        : new Content(entries.with(key, held), without.plus(held.digest()), notes);
  }

  Content with(Map<String, @Nullable Held> changes) {
    Content content = this;
    for (Map.Entry<String, @Nullable Held> change : changes.entrySet()) {
      content = content.with(change.getKey(), change.getValue());
    }
    return content;
  }

  /** The same entries with other notes. */
  Content withNotes(SortedTree<Held> others) {
    return others == notes ? this : new Content(entries, digest, others);
  }

  /** Whether a change would change nothing. */
  boolean has(String key, @Nullable Held held) {
    Held old = get(key);
    return held == null ? old == null : old != null && held.isSame(old);
  }
}
