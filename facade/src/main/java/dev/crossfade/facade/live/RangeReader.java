package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.value.RowBatch;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a collection as rows in the order of their keys, batch by batch, each from
 * the state that it is given.
 */
final class RangeReader {
  /** Rows of a batch, at most. */
  static final int ROWS = 4096;

  private static final int BYTES = 256 << 10;

  private final GroupCollections collections;
  private final DocumentCollection collection;
  private final @Nullable String upTo;
  private final Unfit unfit;
  private @Nullable String after;
  private boolean ended;

  /** Takes entries that cannot be written as rows. */
  @FunctionalInterface
  interface Unfit {
    /** Nobody asks: their keys are dead in the other store, and left out of comparisons. */
    Unfit LEFT_OUT = (key, why) -> {};

    void take(String key, CrossfadeException why);
  }

  RangeReader(
      GroupCollections collections, DocumentCollection collection, KeyRange range, Unfit unfit) {
    this.collections = collections;
    this.collection = collection;
    this.unfit = unfit;
    String table = collection.table().plan().target();
    byte[] from = range.after();
    byte[] to = range.upTo();
    after = from == null ? null : KeyCells.required(from, table);
    upTo = to == null ? null : KeyCells.required(to, table);
  }

  /** Goes on behind a key. */
  void goOnBehind(String key) {
    after = key;
  }

  /** The last key that was looked at, or null. */
  @Nullable String after() {
    return after;
  }

  /**
   * Clears the batch and fills it.
   *
   * @param most so many rows at most, and no more than suit a batch
   * @return false when there were no rows left
   */
  boolean fill(StoreSnapshot state, RowBatch batch, int most) {
    batch.clear();
    int rows = Math.min(most, ROWS);
    while (!ended && hasRoom(batch, rows)) {
      read(state, batch, rows);
    }
    return batch.rows() > 0;
  }

  private static boolean hasRoom(RowBatch batch, int rows) {
    return batch.rows() < rows && batch.size() < BYTES;
  }

  private void read(StoreSnapshot state, RowBatch batch, int rows) {
    try (Stream<StoreEntry> scan = state.scan(collection.prefix(), after)) {
      Iterator<StoreEntry> entries = scan.iterator();
      while (hasRoom(batch, rows)) {
        if (!entries.hasNext()) {
          ended = true;
          return;
        }
        StoreEntry entry = entries.next();
        if (StoreKeys.isSide(entry.key())) {
          // There may be millions of them: another scan begins behind.
          after = SideKeys.PAST_ALL;
          return;
        }
        if (upTo != null && StoreKeys.ORDER.compare(entry.key(), upTo) > 0) {
          ended = true;
          return;
        }
        after = entry.key();
        if (collections.has(collection, entry.key())) {
          add(batch, entry);
        }
      }
    }
  }

  private void add(RowBatch batch, StoreEntry entry) {
    try {
      collection.table().add(batch, entry.key(), entry.value());
    } catch (CrossfadeException e) {
      unfit.take(entry.key(), e);
    }
  }
}
