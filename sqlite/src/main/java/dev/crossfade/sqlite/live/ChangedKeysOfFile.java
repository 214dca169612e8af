package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The record of changed keys and the rows of single keys, each call a transaction of its own. */
final class ChangedKeysOfFile {
  private static final int BATCH_BYTES = 320 * 1024;

  private final LiveFile file;
  private final FollowedTables tables;
  private final Supplier<Spool> spools;
  private long recorded;

  ChangedKeysOfFile(LiveFile file, FollowedTables tables, Supplier<Spool> spools) {
    this.file = file;
    this.tables = tables;
    this.spools = spools;
  }

  /** The rows of keys at a version of the file, or null when it shows another one. */
  @Nullable RowScan read(Picked picked, long version) {
    Spool rows = spools.get();
    boolean shown = false;
    try {
      shown =
          file.snapshot(
              () -> {
                if (ControlRow.state(file.reader()).version() != version) {
                  return false;
                }
                FollowedTable table = tables.of(file.reader(), picked.plan());
                RowBatch batch = new RowBatch(BATCH_BYTES);
                PickedRows.read(file.reader(), table, picked.keys(), batch, rows);
                return true;
              });
      return shown ? new SpooledScan(rows) : null;
    } finally {
      if (!shown) {
        rows.close();
      }
    }
  }

  /** Lets passes record their keys from now on. */
  void begin() {
    if (!count().recording()) {
      file.write(
          () -> {
            new ChangedKeyRecord(file.writer()).begin();
            return true;
          });
    }
  }

  ChangedKeys count() {
    return file.snapshot(() -> new ChangedKeyRecord(file.reader()).count());
  }

  List<ChangedKey> list(CollectionPlan plan) {
    return file.snapshot(
        () -> new ChangedKeyRecord(file.reader()).list(tables.of(file.reader(), plan)));
  }

  void forget(CollectionPlan plan, List<ChangedKey> keys) {
    if (!keys.isEmpty()) {
      file.writeLazily(
          () -> {
            FollowedTable table = tables.of(file.writer(), plan);
            new ChangedKeyRecord(file.writer()).forget(table, keys);
            return true;
          });
    }
  }

  /** Keeps the record bounded, within the transaction of a pass that recorded so many keys. */
  void recorded(long keys) {
    recorded = new ChangedKeyRecord(file.writer()).bound(recorded + keys);
  }
}
