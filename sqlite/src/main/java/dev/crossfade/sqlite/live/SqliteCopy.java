package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.Catalog;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.ScanPosition;
import dev.crossfade.sqlite.ScanQuery;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.TableScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * A copy of a SQLite file, in one read transaction.
 *
 * @param location of the file that it is a copy of
 */
record SqliteCopy(Path location, List<CollectionPlan> plans, SqliteDatabase database, Facts facts)
    implements SnapshotCopy {
  static SqliteCopy make(
      Path file, List<CollectionPlan> plans, Path directory, Fingerprint before, int busyMillis) {
    Instant now = Clock.systemUTC().instant();
    long from = System.nanoTime();
    SqliteDatabase database =
        SqliteDatabase.copyOf(file, busyMillis, directory, SnapshotDirectory.prefix());
    long micros = (System.nanoTime() - from) / 1000;
    return new SqliteCopy(
        file, plans, database, new Facts(before, now, micros, size(database.file())));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public Path file() {
    return database.file();
  }

  @Override
  public void requireSame(Sidecar sidecar) {
    Long application = sidecar.known().application();
    long now = application();
    if (application != null && application != now) {
      throw new CrossfadeException(
          ErrorCode.CF_6504, location + ": " + now + " in the place of " + application);
    }
    SchemaCheck.require(database, sidecar.reader());
  }

  @Override
  public void note(Sidecar sidecar) {
    if (sidecar.known().application() == null) {
      sidecar.application(application());
    }
  }

  long application() {
    return LiveFile.number(database, "PRAGMA application_id");
  }

  @Override
  public TableScan scan(CollectionPlan plan) {
    return scan(table(plan));
  }

  TableScan scan(FollowedTable table) {
    RowOrder order = table.order(database);
    if (order == null && !database.encoding().equals(StandardCharsets.UTF_8)) {
      throw FollowedTable.refused(
          table.plan(),
          "its key is text, which is ordered otherwise in this file's UTF-16; follow it with triggers"
              + " (without --no-triggers), which need no order, or leave it out with --exclude");
    }
    ScanQuery query =
        ScanQuery.range(
            Take.request(table, 0),
            order == null ? RowOrder.sorted(table.table(), table.key()) : order,
            KeyRange.ALL);
    try {
      return new TableScan(database, table.table().name(), query, new ScanPosition.Start());
    } catch (SQLException e) {
      throw database.errors().of(e, "table " + table.table().name());
    }
  }

  @Override
  public Spool chunk(LiveStore.Chunk chunk, RowBatch batch) {
    return Take.chunk(database, chunk, table(chunk.plan()), batch);
  }

  @Override
  public Spool picked(LiveStore.Picked picked, RowBatch batch) {
    return PickedRows.read(database, table(picked.plan()), picked.keys(), batch, RowSpool::new);
  }

  /** A followed table, numbered by its place among the plans. */
  FollowedTable table(CollectionPlan plan) {
    int number = plans.indexOf(plan) + 1;
    return FollowedTable.of(
        number, plan, new Catalog(database).find(plan.source()).orElse(null), database);
  }

  /** All followed tables, numbered from 1. */
  List<FollowedTable> tables() {
    return plans.stream().map(this::table).toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
