package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore.Chunk;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes the changes of a file in the transactions that its journal mode asks for: in WAL mode a
 * snapshot beside the program, then the commit that notes the pass and makes everything before it
 * durable; otherwise one transaction for both.
 */
final class Taking {
  private static final int BATCH_BYTES = 320 * 1024;

  private final LiveFile file;
  private final FollowedTables tables;
  private final Supplier<Spool> spools;
  private final RowBatch batch = new RowBatch(BATCH_BYTES);

  Taking(LiveFile file, FollowedTables tables, Supplier<Spool> spools) {
    this.file = file;
    this.tables = tables;
    this.spools = spools;
  }

  /** See {@link dev.crossfade.core.live.LiveStore#take}. */
  Changes take(TakeRequest request) {
    if (!file.wal()) {
      if (request.chunk() == null && request.picked() == null && !hasChanges()) {
        return nothing(request.passId());
      }
      return takeAlone(request);
    }
    Changes changes = file.snapshot(() -> read(file.reader(), request));
    if (changes.entries().size() == 0) {
      return changes;
    }
    try {
      return file.write(() -> prepared(changes));
    } catch (RuntimeException | Error e) {
      changes.close();
      throw e;
    }
  }

  /** In one transaction: a snapshot held by a reader would keep our own commit waiting. */
  private Changes takeAlone(TakeRequest request) {
    long began = System.nanoTime();
    Changes changes = file.write(() -> prepared(read(file.writer(), request)));
    // Writers wait for the commit too, but a chunk of no rows would not make that shorter.
    long nanos = Math.min(System.nanoTime() - began, 2 * changes.chunkNanos());
    return changes.withChunkNanos(nanos);
  }

  private boolean hasChanges() {
    return file.snapshot(
        () -> {
          tables.check(file.reader());
          return !Outbox.isEmpty(file.reader());
        });
  }

  private Changes nothing(String passId) {
    long epoch = ControlRow.state(file.reader()).epoch();
    return new Changes(passId, epoch, new EntryIds(new long[0]), List.of(), null);
  }

  private Changes prepared(Changes changes) {
    if (changes.entries().size() == 0) {
      return changes;
    }
    try {
      ControlRow.prepare(file.writer(), changes.passId());
      return changes;
    } catch (RuntimeException | Error e) {
      changes.close();
      throw e;
    }
  }

  private Changes read(SqliteDatabase database, TakeRequest request) {
    tables.check(database);
    Chunk chunk = request.chunk();
    Picked picked = request.picked();
    CollectionPlan plan = chunk != null ? chunk.plan() : picked != null ? picked.plan() : null;
    FollowedTable chunkTable = plan == null ? null : tables.of(database, plan);
    return new Take(database, tables, spools, batch).read(request, chunkTable);
  }
}
