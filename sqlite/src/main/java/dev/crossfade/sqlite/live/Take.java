package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.Condition;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.ScanPosition;
import dev.crossfade.sqlite.ScanQuery;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteNames;
import dev.crossfade.sqlite.TableScan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the dirty keys and their rows, within one transaction of its caller. */
final class Take {
  private final SqliteDatabase database;
  private final FollowedTables followed;
  private final Supplier<Spool> spools;
  private final RowBatch batch;

  Take(SqliteDatabase database, FollowedTables followed, Supplier<Spool> spools, RowBatch batch) {
    this.database = database;
    this.followed = followed;
    this.spools = spools;
    this.batch = batch;
  }

  /**
   * Reads.
   *
   * @param chunkTable the table of the chunk or the keys asked for, or null when none was
   */
  Changes read(LiveStore.TakeRequest request, @Nullable FollowedTable chunkTable) {
    long epoch = ControlRow.state(database).epoch();
    EntryIds entries = Outbox.ids(database);
    List<Changes.CollectionChange> collections = new ArrayList<>();
    LiveStore.Chunk chunk = request.chunk();
    Spool rows = null;
    long nanos = 0;
    try {
      for (int number : Outbox.tables(database)) {
        FollowedTable table = followed.find(database, number);
        if (table != null) {
          collections.add(change(table));
        }
      }
      LiveStore.Picked picked = request.picked();
      if (picked != null && chunkTable != null) {
        rows = PickedRows.read(database, chunkTable, picked.keys(), batch, spools);
      } else if (chunk != null && chunkTable != null) {
        long began = System.nanoTime();
        rows = chunk(database, chunk, chunkTable, batch);
        nanos = System.nanoTime() - began;
      }
    } catch (RuntimeException | Error e) {
      new Changes(request.passId(), epoch, entries, collections, rows).close();
      throw e;
    }
    return new Changes(request.passId(), epoch, entries, collections, rows, nanos);
  }

  /** The rows of a chunk. */
  static Spool chunk(
      SqliteDatabase database, LiveStore.Chunk chunk, FollowedTable table, RowBatch batch) {
    Spool into = new RowSpool(RowSpool.CHUNK_MEMORY);
    return spool(database, into, table.plan(), chunkQuery(database, chunk, table), batch);
  }

  private static ScanQuery chunkQuery(
      SqliteDatabase database, LiveStore.Chunk chunk, FollowedTable table) {
    RowOrder order = table.order(database);
    ScanQuery.Request request = request(table, chunk.rows());
    if (chunk.rows() == Integer.MAX_VALUE && chunk.range().equals(KeyRange.ALL)) {
      return ScanQuery.from(request, new ScanPosition.Start());
    }
    return ScanQuery.range(
        request,
        order == null ? RowOrder.sorted(table.table(), table.key()) : order,
        chunk.range());
  }

  /** What a scan of a table reads. */
  static ScanQuery.Request request(FollowedTable table, long limit) {
    return new ScanQuery.Request(table.table(), table.columns(), condition(table), limit);
  }

  /** Which rows of the table are followed, in parentheses; null for all. */
  static @Nullable String condition(FollowedTable table) {
    String where = table.plan().where();
    return where == null ? null : Condition.parenthesised(where, "table " + table.table().name());
  }

  private Changes.CollectionChange change(FollowedTable table) {
    String keys = Outbox.keys(table);
    int width = table.key().size();
    Spool keySpool = spool(table.plan(), new ScanQuery(keys, List.of(), width, RowOrder.NONE));
    try {
      ScanQuery rows =
          new ScanQuery(rows(table, keys), List.of(), table.columns().size(), RowOrder.NONE);
      return new Changes.CollectionChange(table.plan(), false, keySpool, spool(table.plan(), rows));
    } catch (RuntimeException | Error e) {
      keySpool.close();
      throw e;
    }
  }

  /** The rows of the keys; CROSS JOIN makes SQLite look each key up by the table's index. */
  private static String rows(FollowedTable table, String keys) {
    String columns =
        table.columns().stream()
            .map(column -> table.quoted() + "." + SqliteNames.quote(column))
            .collect(Collectors.joining(", "));
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < table.key().size(); i++) {
      String column = table.quoted() + "." + SqliteNames.quote(table.key().get(i));
      conditions.add(ExactKey.condition(column, "crossfade_keys.crossfade_k" + (i + 1)));
    }
    String where = condition(table);
    if (where != null) {
      conditions.add(where);
    }
    return "SELECT "
        + columns
        + " FROM ("
        + keys
        + ") AS crossfade_keys CROSS JOIN main."
        + table.quoted()
        + " WHERE "
        + String.join(" AND ", conditions);
  }

  private Spool spool(CollectionPlan plan, ScanQuery query) {
    return spool(database, spools.get(), plan, query, batch);
  }

  private static Spool spool(
      SqliteDatabase database, Spool spool, CollectionPlan plan, ScanQuery query, RowBatch batch) {
    try (TableScan scan = new TableScan(database, plan.source(), query, new ScanPosition.Start())) {
      while (scan.next(batch)) {
        spool.add(batch);
      }
      return spool;
    } catch (SQLException e) {
      spool.close();
      throw database.errors().of(e, "table " + plan.source());
    } catch (RuntimeException | Error e) {
      spool.close();
      throw e;
    }
  }
}
