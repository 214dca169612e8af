package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreTransaction;
import java.util.List;
import java.util.Map;

/**
 * Enters keys into the outbox that nobody has written. One that no collection here has is entered
 * with its table: there is a row over there alone, which is to be deleted.
 */
final class Touching {
  private final Store store;
  private final SideKeys keys;
  private final GroupCollections collections;
  private final String name;

  /**
   * @param name of the store, for messages
   */
  Touching(Store store, SideKeys keys, GroupCollections collections, String name) {
    this.store = store;
    this.keys = keys;
    this.collections = collections;
    this.name = name;
  }

  /** See {@link dev.crossfade.core.live.LiveStore#touch}. */
  void touch(Map<CollectionPlan, List<byte[]>> touched) {
    store.inTransaction(
        work -> {
          ControlRow row = ControlRow.required(work.get(keys.control()), keys.group());
          if (!row.state().open()) {
            throw new CrossfadeException(ErrorCode.CF_6308, name + " is closed");
          }
          touched.forEach((plan, some) -> some.forEach(key -> enter(work, plan, key)));
          return true;
        });
    store.sync();
  }

  private void enter(StoreTransaction work, CollectionPlan plan, byte[] key) {
    String table = plan.target();
    String text = KeyCells.required(key, table);
    DocumentCollection owner = collections.of(text);
    if (owner != null && !owner.equals(collections.of(plan))) {
      throw new CrossfadeException(ErrorCode.CF_6311, "table " + table);
    }
    String entry = keys.outbox() + text;
    try {
      StoreKeys.check(entry);
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_6311, "table " + table, e);
    }
    work.put(entry, new OutboxEntry(EntryNumbers.next(), owner == null ? table : null).document());
  }
}
