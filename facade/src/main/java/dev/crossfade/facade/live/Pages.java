package dev.crossfade.facade.live;

import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreSnapshot;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Side entries in pages: no scan is open while something else is read or written, and memory holds
 * one page.
 */
final class Pages {
  private static final int ENTRIES = 1000;

  private Pages() {}

  /** The next entries behind a key, fewer than asked for at the end. */
  static List<StoreEntry> page(
      StoreSnapshot state, String prefix, @Nullable String after, int most) {
    try (Stream<StoreEntry> scan = state.scan(prefix, after)) {
      return scan.limit(most).toList();
    }
  }

  /** The same of the state that the store has now. */
  static List<StoreEntry> page(Store store, String prefix, @Nullable String after, int most) {
    try (StoreSnapshot state = store.snapshot()) {
      return page(state, prefix, after, most);
    }
  }

  /** Hands over all entries of a state whose keys begin with a prefix, in their order. */
  static void forEach(StoreSnapshot state, String prefix, Consumer<StoreEntry> each) {
    String after = null;
    List<StoreEntry> page;
    do {
      page = page(state, prefix, after, ENTRIES);
      page.forEach(each);
      after = page.isEmpty() ? null : page.get(page.size() - 1).key();
    } while (page.size() == ENTRIES);
  }

  static void forEach(Store store, String prefix, Consumer<StoreEntry> each) {
    try (StoreSnapshot state = store.snapshot()) {
      forEach(state, prefix, each);
    }
  }

  static long count(Store store, String prefix) {
    try (Stream<StoreEntry> scan = store.scan(prefix)) {
      return scan.count();
    }
  }

  static boolean isEmpty(Store store, String prefix) {
    return page(store, prefix, null, 1).isEmpty();
  }

  /**
   * Deletes all entries whose keys begin with a prefix, in transactions of a page each: whoever
   * dies begins again.
   */
  static void deleteAll(Store store, String prefix) {
    while (true) {
      List<StoreEntry> page = page(store, prefix, null, ENTRIES);
      if (page.isEmpty()) {
        return;
      }
      store.inTransaction(
          work -> {
            page.forEach(entry -> work.delete(entry.key()));
            return page.size();
          });
    }
  }
}
