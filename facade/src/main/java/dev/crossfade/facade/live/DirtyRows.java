package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.value.RowBatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The dirty keys of one collection and their rows, on their way into spools. */
final class DirtyRows implements AutoCloseable {
  private static final int FULL = 256 << 10;

  private final DocumentCollection collection;
  private final Supplier<Spool> spools;
  private final RowBatch keyBatch = new RowBatch(1 << 12);
  private final RowBatch rowBatch = new RowBatch(1 << 12);
  private final Spool keys;
  private final Spool rows;
  private @Nullable Spool unfit;

  DirtyRows(DocumentCollection collection, Supplier<Spool> spools) {
    this.collection = collection;
    this.spools = spools;
    keys = spools.get();
    rows = spools.get();
  }

  /**
   * Adds a key.
   *
   * @param value null when it has none
   */
  void add(String key, @Nullable Document value) {
    if (value == null || addRow(key, value)) {
      KeyCells.put(keyBatch, key);
      flush(keyBatch, keys, FULL);
    }
  }

  private boolean addRow(String key, Document value) {
    try {
      collection.table().add(rowBatch, key, value);
    } catch (CrossfadeException e) {
      addUnfit(key);
      return false;
    }
    flush(rowBatch, rows, FULL);
    return true;
  }

  private void addUnfit(String key) {
    Spool into = unfit;
    if (into == null) {
      into = spools.get();
      unfit = into;
    }
    RowBatch one = new RowBatch(64);
    KeyCells.put(one, key);
    into.add(one);
  }

  private static void flush(RowBatch batch, Spool into, int full) {
    if (batch.size() >= full) {
      into.add(batch);
      batch.clear();
    }
  }

  /** What was added; its spools are the caller's. */
  CollectionChange change() {
    flush(keyBatch, keys, 0);
    flush(rowBatch, rows, 0);
    return new CollectionChange(collection.table().plan(), false, keys, rows, unfit);
  }

  @Override
  public void close() {
    keys.close();
    rows.close();
    if (unfit != null) {
      unfit.close();
    }
  }
}
