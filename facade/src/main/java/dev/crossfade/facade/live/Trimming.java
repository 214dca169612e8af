package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreTransaction;
import java.util.List;

/**
 * Removes the entries of an applied pass. In short transactions, between which writers come: an
 * entry that is left when the process dies is read by the next pass once more. An entry goes only
 * if it has the very id that was read, in the transaction itself.
 */
final class Trimming {
  /**
   * Writers wait for so many at a time, a fraction of a millisecond, unless there are very many.
   */
  private static final int AT_ONCE_MIN = 200;

  private static final int AT_ONCE_MAX = 5000;
  private static final int TRANSACTIONS = 500;

  private final Store store;
  private final SideKeys keys;

  Trimming(Store store, SideKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  void trim(Changes changes) {
    EntryIds ids = changes.entries();
    int atOnce = Math.min(AT_ONCE_MAX, Math.max(AT_ONCE_MIN, ids.size() / TRANSACTIONS));
    String after = null;
    while (true) {
      List<StoreEntry> page = Pages.page(store, keys.outbox(), after, atOnce);
      boolean last = page.size() < atOnce;
      List<String> read =
          page.stream()
              .filter(entry -> has(ids, OutboxEntry.of(entry.value()).id()))
              .map(StoreEntry::key)
              .toList();
      if (last || !read.isEmpty()) {
        FaultPoints.hit("document.trimming");
        store.inTransaction(work -> remove(work, ids, read, last ? changes.passId() : ""));
      }
      if (last) {
        return;
      }
      after = page.get(page.size() - 1).key();
    }
  }

  /**
   * Removes entries that still are those which were read.
   *
   * @param confirmed the pass that is confirmed with the last of them, or empty
   */
  private boolean remove(StoreTransaction work, EntryIds ids, List<String> read, String confirmed) {
    for (String key : read) {
      Document now = work.get(key);
      if (now != null && has(ids, OutboxEntry.of(now).id())) {
        work.delete(key);
      }
    }
    if (!confirmed.isEmpty()) {
      ControlRow before = ControlRow.required(work.get(keys.control()), keys.group());
      ControlRow after = before.confirmed(confirmed);
      if (!after.equals(before)) {
        work.put(keys.control(), after.document());
      }
    }
    return true;
  }

  private static boolean has(EntryIds ids, long id) {
    int low = 0;
    int high = ids.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compare(ids.get(middle), id);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }
}
