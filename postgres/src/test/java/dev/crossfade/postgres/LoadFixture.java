package dev.crossfade.postgres;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A scratch database as a target, with a run and what tests of loading need. */
public final class LoadFixture implements AutoCloseable {
  /** The schema that tables are made in. */
  public static final String SCHEMA = "staging";

  /** The run that everything belongs to. */
  public static final String RUN = "run-1";

  public final ScratchDatabase database = ScratchServer.createDatabase();
  public final PostgresTarget target = new PostgresTarget(this::connect);

  public LoadFixture() {
    target.ledger().migrate();
    target.ledger().save(run(RUN, RunRecord.State.LOADING));
    target.execute(List.of("CREATE SCHEMA " + SCHEMA));
  }

  public static RunRecord run(String id, RunRecord.State state) {
    return new RunRecord(
        id,
        state,
        "shop.sqlite",
        "00112233445566778899aabbccddeeff",
        "public",
        SCHEMA,
        "plan: 1\n",
        "jobs=2",
        Instant.parse("2026-01-02T03:04:05.678901Z"),
        null,
        null);
  }

  public Connection connect() {
    try {
      return database.connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ColumnPlan column(String name, Conversion conversion, boolean nullable) {
    return new ColumnPlan(
        name, name, conversion, nullable, ColumnPlan.Misfit.REJECT, "for a test", List.of());
  }

  public static ColumnPlan column(String name, Conversion.Kind kind) {
    return column(name, Conversion.of(kind), true);
  }

  public static CollectionPlan plan(String table, List<String> key, ColumnPlan... columns) {
    return new CollectionPlan(table, table, null, null, key, List.of(columns), null);
  }

  public void createTable(CollectionPlan plan) {
    String columns =
        plan.columns().stream()
            .map(
                column ->
                    Identifiers.quote(column.target())
                        + " "
                        + column.conversion().type()
                        + (column.nullable() ? "" : " NOT NULL"))
            .collect(Collectors.joining(", "));
    String table = Identifiers.quote(SCHEMA, plan.target());
    target.execute(List.of("CREATE TABLE " + table + " (" + columns + ")"));
  }

  public static RowBatch batch(List<List<Value>> rows) {
    RowBatch batch = new RowBatch(1024);
    for (List<Value> row : rows) {
      batch.beginRow();
      row.forEach(value -> value.putInto(batch));
    }
    return batch;
  }

  /** Loads rows as one chunk and gives back what was rejected. */
  public List<RejectedRecord> load(CollectionPlan plan, List<List<Value>> rows) {
    List<RejectedRecord> rejected = new ArrayList<>();
    RowBatch batch = batch(rows);
    try (BulkLoader loader = target.loader(plan, SCHEMA, RUN, rejected::add)) {
      loader.write(batch);
      loader.commit(checkpoint(0, rows.size(), plan, batch, rejected.size()));
    }
    return rejected;
  }

  public static Checkpoint checkpoint(
      int chunk, long read, CollectionPlan plan, RowBatch written, long rejected) {
    RowDigester digester = new RowDigester(plan.jsonColumns());
    for (int row = 0; row < written.rows(); row++) {
      digester.add(written.data(), written.start(row), written.end(row));
    }
    Digest digest = digester.take();
    Position position = new Position("after " + read);
    return new Checkpoint(chunk, position, read, rejected, digest, 0, null, false);
  }

  /** The rows of a query, each cell as the server's text, cells between bars. */
  public List<String> lines(String sql) {
    List<String> lines = new ArrayList<>();
    target.query(
        sql,
        List.of(),
        row -> lines.add(row.stream().map(String::valueOf).collect(Collectors.joining("|"))));
    return lines;
  }

  @Override
  public void close() {
    target.close();
    database.close();
  }
}
