package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people changed in a file while nobody had it open, as the file's store noted it. */
final class HandEdits {
  private static final int AT_ONCE = 500;

  private final Store store;
  private final SideKeys keys;
  private final GroupCollections collections;

  HandEdits(Store store, SideKeys keys, GroupCollections collections) {
    this.store = store;
    this.keys = keys;
    this.collections = collections;
  }

  /** See {@link DocumentLiveStore#takeEdits}. */
  List<String> take() {
    List<String> alarms = new ArrayList<>();
    String after = null;
    List<StoreEntry> page;
    do {
      page = Pages.page(store, SideKeys.EDITED, after, AT_ONCE);
      List<String> ours =
          page.stream()
              .map(entry -> entry.key().substring(SideKeys.EDITED.length()))
              .filter(key -> collections.of(key) != null)
              .toList();
      if (!ours.isEmpty() && !takeOver(ours)) {
        alarms.addAll(ours);
      }
      after = page.isEmpty() ? null : page.get(page.size() - 1).key();
    } while (page.size() == AT_ONCE);
    store.sync();
    return alarms;
  }

  /** Enters keys into the outbox, if the store is open; says whether nothing is left to do. */
  private boolean takeOver(List<String> edited) {
    return store.inTransaction(
        work -> {
          Optional<StoreState> state = state(work.get(keys.control()));
          if (state.isPresent() && !state.get().open()) {
            return false;
          }
          for (String key : edited) {
            if (state.isPresent()) {
              work.put(keys.outbox() + key, new OutboxEntry(EntryNumbers.next(), null).document());
            }
            work.delete(SideKeys.EDITED + key);
          }
          return true;
        });
  }

  private Optional<StoreState> state(@Nullable Document control) {
    return Optional.ofNullable(control).map(row -> ControlRow.of(row, keys.group()).state());
  }

  /** See {@link DocumentLiveStore#settle}. */
  void settle(List<String> edited) {
    for (int from = 0; from < edited.size(); from += AT_ONCE) {
      List<String> some = edited.subList(from, Math.min(edited.size(), from + AT_ONCE));
      store.inTransaction(
          work -> {
            some.forEach(key -> work.delete(SideKeys.EDITED + key));
            return true;
          });
    }
    store.sync();
  }
}
