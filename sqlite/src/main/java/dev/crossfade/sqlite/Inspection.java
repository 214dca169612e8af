package dev.crossfade.sqlite;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.EvidenceCollector;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at every table in one pass. A table that fills more than one batch is read by a thread of
 * its own while this one analyses, so that the inspection takes about as long as the slower of
 * both.
 */
public final class Inspection {
  private static final String PHASE = "inspect";
  private static final int BATCH_BYTES = 320 * 1024;

  private final SqliteDatabase database;
  private final Catalog catalog;
  private final Events events;
  private final Opener opener;
  private final RowBatch first = new RowBatch(BATCH_BYTES);

  /** Opens a scan of all that is asked for. */
  @FunctionalInterface
  public interface Opener {
    /**
     * The scan, at its begin.
     *
     * @throws SQLException when SQLite refuses the query
     */
    RowScan open(ScanQuery.Request request) throws SQLException;
  }

  /**
   * @param database within whose transaction the tables are read
   */
  public Inspection(SqliteDatabase database, Catalog catalog, Events events) {
    this(
        database,
        catalog,
        events,
        request -> {
          ScanPosition start = new ScanPosition.Start();
          ScanQuery query = ScanQuery.from(request, start);
          return new TableScan(database, request.table().name(), query, start);
        });
  }

  /**
   * @param opener opens the scans of the tables, each read by one thread at a time
   */
  public Inspection(SqliteDatabase database, Catalog catalog, Events events, Opener opener) {
    this.database = database;
    this.catalog = catalog;
    this.events = events;
    this.opener = opener;
  }

  /**
   * Reads all tables.
   *
   * @param sampleRows rows to look at in each table; 0 for all
   */
  public SourceShape inspect(long sampleRows) {
    long start = System.nanoTime();
    events.emit(new Event.PhaseStarted(PHASE));
    List<CollectionShape> shapes = new ArrayList<>();
    for (Table table : catalog.tables(Table.Kind.ORDINARY)) {
      shapes.add(inspect(table, sampleRows));
    }
    List<Problem> problems = new SchemaProblems(database, catalog).find();
    events.emit(new Event.PhaseEnded(PHASE, System.nanoTime() - start));
    return new SourceShape(
        database.location().toString(), "sqlite", shapes, problems, sampleRows > 0);
  }

  private CollectionShape inspect(Table table, long sampleRows) {
    List<String> columns = table.columns().stream().map(Table.Column::name).toList();
    Tally tally = new Tally(table.name(), columns.size());
    read(new ScanQuery.Request(table, columns, null, sampleRows), tally);
    List<ColumnShape> shapes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Table.Column column = table.columns().get(i);
      shapes.add(
          new ColumnShape(
              column.name(),
              column.declaredType(),
              column.notNull(),
              column.defaultExpression(),
              column.generated(),
              tally.evidence.evidence(i)));
    }
    return new CollectionShape(
        table.name(),
        shapes,
        table.keyNames(),
        null,
        tally.evidence.rows(),
        0,
        sampleRows > 0 ? Digest.EMPTY : tally.digester.take(),
        TableProblems.of(table, shapes));
  }

  private void read(ScanQuery.Request request, Tally tally) {
    RowScan scan;
    try {
      scan = opener.open(request);
    } catch (SQLException e) {
      throw database.errors().of(e, "table " + request.table().name());
    }
    boolean more;
    try {
      more = scan.next(first);
      tally.add(first);
    } catch (RuntimeException | Error e) {
      scan.close();
      throw e;
    }
    if (!more || ScanPosition.of(scan.position()) instanceof ScanPosition.End) {
      scan.close();
      tally.report();
      return;
    }
    try (PrefetchingScan ahead = new PrefetchingScan(scan, PHASE)) {
      while (more) {
        PrefetchingScan.Filled filled = ahead.take();
        tally.add(filled.batch());
        tally.report();
        ahead.release(filled.batch());
        more = !filled.last();
      }
    }
  }

  private final class Tally {
    final EvidenceCollector evidence;
    final RowDigester digester;
    private final String table;

    Tally(String table, int columns) {
      this.table = table;
      this.evidence = new EvidenceCollector(columns);
      this.digester = new RowDigester(new boolean[columns]);
    }

    void add(RowBatch batch) {
      evidence.add(batch);
      for (int row = 0; row < batch.rows(); row++) {
        digester.addPlain(batch.data(), batch.start(row), batch.end(row));
      }
    }

    void report() {
      events.emit(new Event.Progress(PHASE, table, evidence.rows(), -1));
    }
  }
}
