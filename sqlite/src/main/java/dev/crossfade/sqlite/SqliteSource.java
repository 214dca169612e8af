package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.sql.schema.SchemaReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file as one consistent snapshot: one read-only connection in one read transaction, from
 * opening to closing. The file's bytes never change; in WAL mode SQLite itself may leave side files
 * beside it ({@link #sideFiles}).
 *
 * <p>Rows come in the order in which they lie in the file: by rowid, or by primary key in a table
 * WITHOUT ROWID. Safe for several threads, which take turns at the one connection.
 */
public final class SqliteSource implements Source {
  private final SqliteDatabase database;
  private final Catalog catalog;

  /**
   * How to open a file.
   *
   * @param copy read from a private copy made by SQLite's backup API, so that a program that writes
   *     in rollback-journal mode is not held up; it needs room in the temporary directory
   * @param busyTimeout how long to wait for a program that holds the database locked
   */
  public record Options(boolean copy, Duration busyTimeout) {
    /** Read the file itself; wait 5 seconds. */
    public static final Options DEFAULT = new Options(false, Duration.ofSeconds(5));
  }

  private SqliteSource(SqliteDatabase database) {
    this.database = database;
    this.catalog = new Catalog(database);
  }

  /** Opens a file with {@link Options#DEFAULT}. */
  public static SqliteSource open(Path file) {
    return open(file, Options.DEFAULT);
  }

  /**
   * Opens a file and starts its snapshot.
   *
   * @param file as the user gave it; messages and the shape name it so
   * @throws CrossfadeException with one of the codes CF-2001, CF-2002 and CF-2010 to CF-2020
   */
  public static SqliteSource open(Path file, Options options) {
    SqliteDatabase database = SqliteDatabase.open(file, options);
    try {
      return new SqliteSource(database);
    } catch (CrossfadeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public SourceShape inspect(long sampleRows, Events events) {
    return new Inspection(database, catalog, events).inspect(sampleRows);
  }

  @Override
  public RowScan scan(CollectionPlan plan, Position after, RejectSink rejects) {
    ScanPosition position = ScanPosition.of(after);
    ScanQuery.Request request = request(plan);
    return open(request, ScanQuery.from(request, position), position);
  }

  @Override
  public RowScan scanRange(CollectionPlan plan, KeyRange range) {
    if (!scansInKeyOrder(plan)) {
      throw new CrossfadeException(
          ErrorCode.CF_9001, "table " + plan.source() + " is not read in the order of a key");
    }
    ScanQuery.Request request = request(plan);
    return open(request, ScanQuery.range(request, range), new ScanPosition.Start());
  }

  @Override
  public boolean scansInKeyOrder(CollectionPlan plan) {
    if (!plan.orderedByKey()) {
      return false;
    }
    Table table = catalog.require(plan.source());
    List<String> key = new ArrayList<>();
    for (int column : plan.keyPositions()) {
      key.add(plan.columns().get(column).source());
    }
    if (table.rowidColumn() != null) {
      return RowOrder.sameNames(key, List.of(table.rowidColumn()));
    }
    // Text in UTF-16 is ordered by the bytes of UTF-16.
    return table.withoutRowid()
        && database.encoding().equals(StandardCharsets.UTF_8)
        && RowOrder.sameNames(key, table.keyNames())
        && RowOrder.isBinary(table.key());
  }

  @Override
  public int concurrentScans() {
    return 1;
  }

  /** Reads the schema, within the snapshot. Valid until the source is closed. */
  public SchemaReader schemaReader() {
    return new SqliteSchemaReader(database, catalog, sequences());
  }

  /**
   * The largest number that AUTOINCREMENT has given in each table that has it ({@code
   * sqlite_sequence}), by table; 0 where it has given none.
   */
  public Map<String, Long> sequences() {
    boolean kept =
        !database
            .query(
                "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence' AND type = 'table'",
                row -> row.getInt(1))
            .isEmpty();
    Map<String, Long> sequences = new LinkedHashMap<>();
    if (kept) {
      database.query(
          "SELECT name, CAST(max(seq) AS INTEGER) FROM sqlite_sequence GROUP BY name ORDER BY name",
          row -> sequences.put(row.getString(1), row.getLong(2)));
    }
    return sequences;
  }

  /**
   * Files of SQLite that stand beside the source because it is being read: absent when it was
   * opened, there now. They may remain after closing; SQLite removes them when it can.
   */
  public List<Path> sideFiles() {
    return database.sideFiles().made();
  }

  private ScanQuery.Request request(CollectionPlan plan) {
    Table table = catalog.require(plan.source());
    List<String> columns = new ArrayList<>();
    for (ColumnPlan column : plan.columns()) {
      if (table.column(column.source()).isEmpty()) {
        throw new CrossfadeException(
            ErrorCode.CF_2022, where(table) + ", column " + column.source());
      }
      columns.add(column.source());
    }
    return new ScanQuery.Request(table, columns, condition(table, plan.where()), 0);
  }

  private @Nullable String condition(Table table, @Nullable String where) {
    if (where == null) {
      return null;
    }
    String condition = Condition.parenthesised(where, where(table));
    String probe = "SELECT 1 FROM main." + SqliteNames.quote(table.name()) + " WHERE " + condition;
    try {
      database.prepare(probe).close();
    } catch (SQLException e) {
      throw Condition.invalid(where(table), String.valueOf(e.getMessage()));
    }
    return condition;
  }

  private String where(Table table) {
    return database.location() + ", table " + table.name();
  }

  private RowScan open(ScanQuery.Request request, ScanQuery query, ScanPosition after) {
    try {
      return new TableScan(database, request.table().name(), query, after);
    } catch (SQLException e) {
      throw database.errors().of(e, "table " + request.table().name());
    }
  }

  /** Ends the snapshot. */
  @Override
  public void close() {
    database.close();
  }
}
