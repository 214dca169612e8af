package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.sqlite.Catalog;
import dev.crossfade.sqlite.Inspection;
import dev.crossfade.sqlite.RowOrder;
import dev.crossfade.sqlite.ScanPosition;
import dev.crossfade.sqlite.ScanQuery;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.TableScan;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A SQLite file that a program goes on writing, read for the backfill: every batch in its own short
 * read transaction, so that no reader keeps the log from shrinking or a commit waiting. Batches of
 * one scan come from different states of the file. What changes behind a scan is in the outbox of
 * {@link SqliteLiveStore}, which must be installed before the first batch is read.
 *
 * <p>Positions name a key and stay good while the file changes. The rows of a batch may be written
 * elsewhere only after {@link #settle}, at a time after they were read: once before each commit of
 * the target is enough.
 *
 * <p>Safe for several threads, which take turns at the one connection.
 */
public final class LiveSqliteSource implements Source {
  /** One more than a batch of {@link TableScan} holds, so that it sees whether more follows. */
  private static final int ROWS = 4097;

  private final SqliteDatabase database;
  private final Map<CollectionPlan, FollowedTable> tables = new HashMap<>();

  private final Runnable sync;

  private LiveSqliteSource(SqliteDatabase database, Runnable sync) {
    this.database = database;
    this.sync = sync;
  }

  /**
   * Opens a file.
   *
   * @param busyTimeout how long to wait for a program that holds the file locked
   * @param sync makes the file durable: {@link SqliteLiveStore#sync} of the store that follows it
   */
  public static LiveSqliteSource open(Path file, Duration busyTimeout, Runnable sync) {
    return new LiveSqliteSource(LiveFile.openReader(file, LiveFile.millis(busyTimeout)), sync);
  }

  /**
   * Reads piece by piece too, so that what is found is of no single state of the file: a row that
   * is written behind the place of the reading is not seen. A sample is read in one transaction,
   * and so is a table whose columns hide all names of the rowid.
   */
  @Override
  public SourceShape inspect(long sampleRows, Events events) {
    if (sampleRows > 0) {
      return snapshot(db -> new Inspection(db, new Catalog(db), events).inspect(sampleRows));
    }
    Catalog catalog = snapshot(Catalog::new);
    return new Inspection(database, catalog, events, this::inPieces).inspect(0);
  }

  private RowScan inPieces(ScanQuery.Request request) {
    String name = request.table().name();
    RowOrder order = RowOrder.of(request.table());
    if (order.kind() == RowOrder.Kind.COUNT) {
      return RangeScan.whole(database, name, ScanQuery.from(request, new ScanPosition.Start()));
    }
    ScanQuery.Request piece =
        new ScanQuery.Request(request.table(), request.columns(), request.condition(), ROWS);
    return new Pieces(
        new ScanPosition.Start(), position -> ScanQuery.from(piece, order, position), name);
  }

  @Override
  public RowScan scan(CollectionPlan plan, Position after, RejectSink rejects) {
    FollowedTable table = table(plan);
    RowOrder order = table.piecewiseOrder(database);
    ScanQuery.Request request = Take.request(table, ROWS);
    return new Pieces(
        ScanPosition.of(after), position -> ScanQuery.from(request, order, position), name(table));
  }

  @Override
  public void settle() {
    sync.run();
  }

  @Override
  public boolean scansInKeyOrder(CollectionPlan plan) {
    return plan.orderedByKey() && table(plan).order(database) != null;
  }

  @Override
  public RowScan scanRange(CollectionPlan plan, KeyRange range) {
    FollowedTable table = table(plan);
    RowOrder order = table.order(database);
    if (order == null) {
      throw new CrossfadeException(
          ErrorCode.CF_6114, database.location() + ", table " + plan.source());
    }
    ScanQuery.Request request = Take.request(table, ROWS);
    return new Pieces(
        new ScanPosition.Start(),
        position -> ScanQuery.range(request, order, rest(range, position)),
        name(table));
  }

  private static KeyRange rest(KeyRange range, ScanPosition position) {
    if (position instanceof ScanPosition.AfterKey key) {
      return new KeyRange(key.cells(), range.upTo());
    }
    if (position instanceof ScanPosition.AfterRowid row) {
      RowBatch key = new RowBatch(64);
      key.beginRow();
      key.putLong(row.rowid());
      return new KeyRange(java.util.Arrays.copyOf(key.data(), key.size()), range.upTo());
    }
    return range;
  }

  @Override
  public int concurrentScans() {
    return 1;
  }

  private FollowedTable table(CollectionPlan plan) {
    FollowedTable known = tables.get(plan);
    if (known == null) {
      known =
          snapshot(
              db ->
                  FollowedTable.of(1, plan, new Catalog(db).find(plan.source()).orElse(null), db));
      tables.put(plan, known);
    }
    return known;
  }

  private static String name(FollowedTable table) {
    return table.table().name();
  }

  private synchronized <T> T snapshot(Function<SqliteDatabase, T> work) {
    return LiveFile.transaction(database, "BEGIN", () -> work.apply(database));
  }

  @Override
  public void close() {
    database.close();
  }

  /** A scan that is not open between two batches. */
  private final class Pieces implements RowScan {
    private final Function<ScanPosition, ScanQuery> query;
    private final String name;
    private ScanPosition position;

    Pieces(ScanPosition after, Function<ScanPosition, ScanQuery> query, String name) {
      this.position = after;
      this.query = query;
      this.name = name;
    }

    @Override
    public boolean next(RowBatch batch) {
      batch.clear();
      if (position instanceof ScanPosition.End) {
        return false;
      }
      return snapshot(
          db -> {
            try (TableScan scan = new TableScan(db, name, query.apply(position), position)) {
              boolean rows = scan.next(batch);
              position = ScanPosition.of(scan.position());
              return rows;
            } catch (SQLException e) {
              throw db.errors().of(e, "table " + name);
            }
          });
    }

    @Override
    public Position position() {
      return position.position();
    }

    @Override
    public void close() {}
  }
}
