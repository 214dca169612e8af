package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.core.value.RowBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies a pass to the closed store in one transaction, which may run more than once.
 *
 * <p>What a transaction cannot ask for is read before it, in a state that shows the version which
 * it finds too: which keys a collection has that is brought as a whole, and whether keys are dead.
 * Only passes change these while a store is closed, and each of them leads to another version.
 */
final class PassWriter {
  private final Store store;
  private final SideKeys keys;
  private final GroupCollections collections;
  private final DeadEntries dead;
  private final ChangedEntries changed;

  PassWriter(
      Store store,
      SideKeys keys,
      GroupCollections collections,
      DeadEntries dead,
      ChangedEntries changed) {
    this.store = store;
    this.keys = keys;
    this.collections = collections;
    this.dead = dead;
    this.changed = changed;
  }

  /**
   * What is read before the transaction.
   *
   * @param anyDead whether any key is dead
   * @param all keys of each table that is brought as a whole
   * @param dead side entries of its dead keys
   */
  private record Before(
      boolean anyDead, Map<String, List<String>> all, Map<String, List<String>> dead) {}

  Applied apply(Changes changes, long seenVersion) {
    Before before;
    try (StoreSnapshot state = store.snapshot()) {
      ControlRow row = ControlRow.required(state.get(keys.control()), keys.group());
      if (Rules.apply(row.state(), changes.epoch(), seenVersion).isEmpty()) {
        return new Applied(null, 0);
      }
      before = before(state, changes);
    }
    return store.inTransaction(work -> new Pass(work, before).apply(changes, seenVersion));
  }

  private Before before(StoreSnapshot state, Changes changes) {
    Map<String, List<String>> all = new HashMap<>();
    Map<String, List<String>> deadEntries = new HashMap<>();
    for (CollectionChange change : changes.collections()) {
      if (change.whole()) {
        DocumentCollection collection = collections.of(change.plan());
        List<String> ours = new ArrayList<>();
        RangeReader reader =
            new RangeReader(collections, collection, KeyRange.ALL, (key, why) -> ours.add(key));
        RowBatch batch = new RowBatch(1 << 16);
        while (reader.fill(state, batch, RangeReader.ROWS)) {
          for (int row = 0; row < batch.rows(); row++) {
            ours.add(KeyCells.text(batch.data(), batch.start(row), batch.end(row)));
          }
        }
        all.put(change.plan().target(), ours);
        deadEntries.put(change.plan().target(), dead.entriesOf(state, change.plan().target()));
      }
    }
    return new Before(dead.any(state), all, deadEntries);
  }

  /** One run of the transaction. */
  private final class Pass {
    private final StoreTransaction work;
    private final Before before;
    private final RowBatch batch = new RowBatch(320 << 10);

    Pass(StoreTransaction work, Before before) {
      this.work = work;
      this.before = before;
    }

    Applied apply(Changes changes, long seenVersion) {
      ControlRow row = ControlRow.required(work.get(keys.control()), keys.group());
      Optional<StoreState> after = Rules.apply(row.state(), changes.epoch(), seenVersion);
      if (after.isEmpty()) {
        return new Applied(null, 0);
      }
      int deadKeys = 0;
      for (CollectionChange change : changes.collections()) {
        deadKeys += write(change);
        if (row.recording()) {
          record(change, after.get().version());
        }
      }
      work.put(keys.control(), row.applied(after.get(), changes.passId()).document());
      return new Applied(after.get(), deadKeys);
    }

    private int write(CollectionChange change) {
      DocumentCollection collection = collections.of(change.plan());
      String table = change.plan().target();
      Map<String, ErrorCode> bad = new HashMap<>();
      Spool unfit = change.unfit();
      if (unfit != null) {
        forEach(unfit, (row, key) -> bad.put(key, ErrorCode.CF_7003));
      }
      Set<String> present = new HashSet<>();
      forEach(
          change.rows(),
          (row, key) -> {
            ErrorCode why = put(collection, key, row);
            if (why == null) {
              present.add(key);
            } else {
              bad.put(key, why);
            }
          });
      forEach(change.keys(), (row, key) -> deleteAbsent(collection, key, present, bad));
      if (change.whole()) {
        for (String key : before.all().getOrDefault(table, List.of())) {
          deleteAbsent(collection, key, present, bad);
        }
        before.dead().getOrDefault(table, List.of()).forEach(work::delete);
      } else if (before.anyDead()) {
        forEach(change.keys(), (row, key) -> dead.remove(work, table, key));
      }
      bad.forEach((key, why) -> dead.add(work, table, key, why));
      return bad.size();
    }

    /** Writes a row; says why it cannot be. */
    private @Nullable ErrorCode put(DocumentCollection collection, String key, int row) {
      if (!collections.has(collection, key)) {
        return ErrorCode.CF_7344;
      }
      try {
        StoreEntry entry = collection.table().entry(batch, row);
        work.put(entry.key(), entry.value());
        return null;
      } catch (CrossfadeException e) {
        if (!isOfTheRow(e.code())) {
          throw e;
        }
        return e.code();
      }
    }

    private void deleteAbsent(
        DocumentCollection collection,
        String key,
        Set<String> present,
        Map<String, ErrorCode> bad) {
      if (!present.contains(key) && !bad.containsKey(key) && collections.has(collection, key)) {
        work.delete(key);
      }
    }

    private void record(CollectionChange change, long version) {
      if (change.whole()) {
        changed.recordWhole(work, change.plan(), version);
        return;
      }
      DocumentCollection collection = collections.of(change.plan());
      forEach(
          change.keys(),
          (row, key) -> {
            if (collections.has(collection, key)) {
              changed.record(work, key, version);
            }
          });
    }

    private void forEach(Spool rows, EachRow each) {
      try (RowScan scan = rows.scan()) {
        while (scan.next(batch)) {
          for (int row = 0; row < batch.rows(); row++) {
            String key = KeyCells.text(batch.data(), batch.start(row), batch.end(row));
            if (key == null) {
              throw new CrossfadeException(ErrorCode.CF_9001, "a row whose key is no text");
            }
            each.take(row, key);
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface EachRow {
    void take(int row, String key);
  }

  /** Whether the error is about a row, and no other one would meet it. */
  private static boolean isOfTheRow(ErrorCode code) {
    return switch (code) {
      // keys and values that the store cannot keep
      case CF_7002, CF_7003 -> true;
      // columns that are no document's, and what its limits forbid
      case CF_2202, CF_2204, CF_2207, CF_2209, CF_2243, CF_7301, CF_7302 -> true;
      default -> false;
    };
  }
}
