package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The side entries of keys that passes brought here and that nobody has compared since: each with
 * the version that the last such pass led to, and one for each collection that was brought as a
 * whole.
 */
final class ChangedEntries {
  /** After so many keys it is looked whether there are too many: counting them takes a while. */
  private static final int COUNT_EVERY = 50_000;

  private static final int AT_ONCE = 1000;
  private static final byte[] EVERY_KEY = {};

  private final Store store;
  private final SideKeys keys;
  private final GroupCollections collections;
  private final long most;
  // At first nobody knows how many were recorded before.
  private long recorded = COUNT_EVERY;

  ChangedEntries(Store store, SideKeys keys, GroupCollections collections, long most) {
    this.store = store;
    this.keys = keys;
    this.collections = collections;
    this.most = most;
  }

  void record(StoreTransaction work, String key, long version) {
    work.put(keys.changed() + key, new Document.Int(version));
  }

  void recordWhole(StoreTransaction work, CollectionPlan plan, long version) {
    work.put(keys.whole() + plan.target(), new Document.Int(version));
  }

  private static long version(Document value) {
    if (value instanceof Document.Int version) {
      return version.value();
    }
    throw new CrossfadeException(ErrorCode.CF_7343, "an entry of a changed key");
  }

  ChangedKeys count(ControlRow row) {
    return row.recording()
        ? new ChangedKeys(
            true, Pages.count(store, keys.changed()), Pages.count(store, keys.whole()))
        : ChangedKeys.NONE;
  }

  List<ChangedKey> list(CollectionPlan plan) {
    DocumentCollection collection = collections.of(plan);
    List<ChangedKey> list = new ArrayList<>();
    Document whole = store.get(keys.whole() + plan.target());
    if (whole != null) {
      list.add(new ChangedKey(EVERY_KEY, version(whole)));
    }
    int prefix = keys.changed().length();
    Pages.forEach(
        store,
        keys.changed(),
        entry -> {
          String key = entry.key().substring(prefix);
          if (collections.has(collection, key)) {
            list.add(new ChangedKey(KeyCells.of(key), version(entry.value())));
          }
        });
    return list;
  }

  /** Takes keys off the record that were not recorded again later. */
  void forget(CollectionPlan plan, List<ChangedKey> done) {
    for (int from = 0; from < done.size(); from += AT_ONCE) {
      List<ChangedKey> some = done.subList(from, Math.min(done.size(), from + AT_ONCE));
      store.inTransaction(
          work -> {
            some.forEach(key -> forget(work, plan, key));
            return true;
          });
    }
  }

  private void forget(StoreTransaction work, CollectionPlan plan, ChangedKey key) {
    String entry =
        key.whole()
            ? keys.whole() + plan.target()
            : keys.changed() + KeyCells.required(key.key(), plan.target());
    Document value = work.get(entry);
    if (value != null && version(value) <= key.version()) {
      work.delete(entry);
    }
  }

  /**
   * Makes the collection with the most keys one that changed as a whole, where there are too many.
   *
   * @param more how many a pass has recorded
   */
  void bound(long more) {
    recorded += more;
    if (recorded < COUNT_EVERY) {
      return;
    }
    recorded = 0;
    while (Pages.count(store, keys.changed()) > most) {
      DocumentCollection largest = largest();
      if (largest == null) {
        return;
      }
      makeWhole(largest);
    }
  }

  private @Nullable DocumentCollection largest() {
    Map<DocumentCollection, Long> counts = new HashMap<>();
    int prefix = keys.changed().length();
    Pages.forEach(
        store,
        keys.changed(),
        entry -> {
          DocumentCollection one = collections.of(entry.key().substring(prefix));
          if (one != null) {
            counts.merge(one, 1L, Long::sum);
          }
        });
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** The whole is recorded first: in between, what it covers is recorded twice. */
  private void makeWhole(DocumentCollection collection) {
    long version =
        store.inTransaction(
            work -> {
              ControlRow row = ControlRow.required(work.get(keys.control()), keys.group());
              recordWhole(work, collection.table().plan(), row.state().version());
              return row.state().version();
            });
    int prefix = keys.changed().length();
    String after = null;
    List<StoreEntry> page;
    do {
      page = Pages.page(store, keys.changed(), after, AT_ONCE);
      List<String> covered =
          page.stream()
              .map(StoreEntry::key)
              .filter(entry -> collections.has(collection, entry.substring(prefix)))
              .toList();
      store.inTransaction(
          work -> {
            covered.forEach(entry -> deleteUpTo(work, entry, version));
            return true;
          });
      after = page.isEmpty() ? null : page.get(page.size() - 1).key();
    } while (page.size() == AT_ONCE);
  }

  private static void deleteUpTo(StoreTransaction work, String entry, long version) {
    Document value = work.get(entry);
    if (value != null && version(value) <= version) {
      work.delete(entry);
    }
  }
}
