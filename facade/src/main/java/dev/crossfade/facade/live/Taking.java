package dev.crossfade.facade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore.Chunk;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.value.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the outbox, the values of its keys and what is asked for beside them in one state. */
final class Taking {
  private static final int BATCH_BYTES = 320 << 10;
  private static final int FULL = 256 << 10;

  private final SideKeys keys;
  private final GroupCollections collections;
  private final Supplier<Spool> spools;

  Taking(SideKeys keys, GroupCollections collections, Supplier<Spool> spools) {
    this.keys = keys;
    this.collections = collections;
    this.spools = spools;
  }

  Changes read(StoreSnapshot state, TakeRequest request) {
    long epoch = ControlRow.required(state.get(keys.control()), keys.group()).state().epoch();
    Map<DocumentCollection, DirtyRows> dirty = new LinkedHashMap<>();
    boolean read = false;
    try {
      EntryIds entries = readOutbox(state, dirty);
      long began = System.nanoTime();
      Spool rows = rows(state, request);
      long nanos = rows == null ? 0 : System.nanoTime() - began;
      List<CollectionChange> changes = new ArrayList<>();
      dirty.values().forEach(one -> changes.add(one.change()));
      read = true;
      return new Changes(request.passId(), epoch, entries, changes, rows, nanos);
    } finally {
      if (!read) {
        dirty.values().forEach(DirtyRows::close);
      }
    }
  }

  private EntryIds readOutbox(StoreSnapshot state, Map<DocumentCollection, DirtyRows> dirty) {
    long[][] ids = {new long[64]};
    int[] count = {0};
    int prefix = keys.outbox().length();
    Pages.forEach(
        state,
        keys.outbox(),
        entry -> {
          if (count[0] == ids[0].length) {
            ids[0] = Arrays.copyOf(ids[0], count[0] * 2);
          }
          ids[0][count[0]++] = add(state, dirty, entry.key().substring(prefix), entry);
        });
    return new EntryIds(Arrays.copyOf(ids[0], count[0]));
  }

  private long add(
      StoreSnapshot state, Map<DocumentCollection, DirtyRows> dirty, String key, StoreEntry entry) {
    OutboxEntry out = OutboxEntry.of(entry.value());
    String table = out.table();
    DocumentCollection collection =
        table == null ? collections.of(key) : collections.ofTable(table);
    if (collection == null) {
      throw new CrossfadeException(ErrorCode.CF_7345, "group " + keys.group());
    }
    DirtyRows rows = dirty.get(collection);
    if (rows == null) {
      rows = new DirtyRows(collection, spools);
      dirty.put(collection, rows);
    }
    rows.add(key, table == null ? state.get(key) : null);
    return out.id();
  }

  private @Nullable Spool rows(StoreSnapshot state, TakeRequest request) {
    Chunk chunk = request.chunk();
    Picked picked = request.picked();
    if (chunk == null && picked == null) {
      return null;
    }
    Spool rows = chunk == null ? spools.get() : new RowSpool(RowSpool.CHUNK_MEMORY);
    boolean read = false;
    try {
      if (chunk != null) {
        read(state, chunk, rows);
      } else if (picked != null) {
        read(state, picked, rows);
      }
      read = true;
      return rows;
    } finally {
      if (!read) {
        rows.close();
      }
    }
  }

  private void read(StoreSnapshot state, Chunk chunk, Spool into) {
    RangeReader reader =
        new RangeReader(
            collections, collections.of(chunk.plan()), chunk.range(), RangeReader.Unfit.LEFT_OUT);
    RowBatch batch = new RowBatch(BATCH_BYTES);
    int left = chunk.rows();
    while (left > 0 && reader.fill(state, batch, left)) {
      into.add(batch);
      left -= batch.rows();
    }
  }

  /** Adds the rows of those keys that have one. */
  void read(StoreSnapshot state, Picked picked, Spool into) {
    DocumentCollection collection = collections.of(picked.plan());
    RowBatch batch = new RowBatch(BATCH_BYTES);
    for (byte[] encoded : picked.keys()) {
      String key = KeyCells.text(encoded);
      if (key != null && collections.has(collection, key)) {
        add(state, collection, key, batch);
      }
      if (batch.size() > FULL) {
        into.add(batch);
        batch.clear();
      }
    }
    into.add(batch);
  }

  private static void add(
      StoreSnapshot state, DocumentCollection collection, String key, RowBatch batch) {
    var value = state.get(key);
    if (value == null) {
      return;
    }
    try {
      collection.table().add(batch, key, value);
    } catch (CrossfadeException e) {
      RangeReader.Unfit.LEFT_OUT.take(key, e);
    }
  }
}
