package dev.crossfade.postgres.live;

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
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.bulk.RowFit;
import dev.crossfade.postgres.readback.QueryRead;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.SqlText;
import dev.crossfade.sql.dialect.Identifiers;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the content of a pass from the open store in one snapshot: the entries of the outbox, their
 * keys, and the rows of those keys. Entries that commit after the snapshot have any id, also a
 * smaller one, so that what is removed later is exactly what was read here.
 */
final class PassReader {
  private static final String ENTRIES = SqlText.read(PassReader.class, "outbox_entries.sql");
  private static final int FETCH_ROWS = 10_000;

  /** Up to so many entries, rows are reached by the index, whatever the planner thinks. */
  private static final int BY_INDEX_MAX = 5_000;

  private final LiveTarget target;
  private final ControlRow control;
  private final Fingerprints fingerprints;
  private final Duration patience;

  /**
   * @param patience how long to wait for who holds a table locked: a pass that waits for ever could
   *     neither be stopped nor end a switch
   */
  PassReader(LiveTarget target, ControlRow control, Fingerprints fingerprints, Duration patience) {
    this.patience = patience;
    this.target = target;
    this.control = control;
    this.fingerprints = fingerprints;
  }

  /**
   * The entries of the outbox.
   *
   * @param ids of all
   * @param tables whether an entry stands for the whole table, by its number
   */
  private record Entries(EntryIds ids, Map<Integer, Boolean> tables) {}

  /** All of a pass; the transaction may only be rolled back afterwards. */
  Changes read(Connection connection, TakeRequest request) throws SQLException {
    begin(connection, request.picked() != null);
    StoreState state = control.read(connection);
    Map<String, Integer> numbers = fingerprints.requireIntact(connection);
    Entries entries = entries(connection);
    List<Spool> opened = new ArrayList<>();
    boolean complete = false;
    try {
      planByIndex(connection, entries.ids().size() <= BY_INDEX_MAX);
      List<CollectionChange> changes = new ArrayList<>();
      for (CollectionPlan plan : target.collections()) {
        Integer number = numbers.get(plan.target());
        Boolean whole = number == null ? null : entries.tables().get(number);
        if (number != null && whole != null) {
          changes.add(change(connection, plan, number, whole, opened));
        }
      }
      Chunk chunk = request.chunk();
      long began = System.nanoTime();
      Picked picked = request.picked();
      Spool rows =
          chunk != null
              ? chunk(connection, chunk, opened)
              : picked != null ? picked(connection, picked, opened) : null;
      complete = true;
      long nanos = System.nanoTime() - began;
      return new Changes(request.passId(), state.epoch(), entries.ids(), changes, rows, nanos);
    } finally {
      if (!complete) {
        opened.forEach(Spool::close);
      }
    }
  }

  private void begin(Connection connection, boolean temporaryTables) throws SQLException {
    List<String> tables = new ArrayList<>();
    for (CollectionPlan plan : target.collections()) {
      tables.add(Identifiers.quote(target.schema(), plan.target()));
    }
    tables.add("crossfade.live_outbox");
    try {
      Parking.execute(
          connection,
          temporaryTables
              ? QueryRead.snapshotWithTemporaryTables(tables, patience)
              : QueryRead.snapshot(tables, patience));
    } catch (SQLException e) {
      if (ServerFailure.state(e).equals("42P01")) {
        throw new CrossfadeException(ErrorCode.CF_6209, ServerFailure.message(e));
      }
      throw e;
    }
  }

  private Entries entries(Connection connection) throws SQLException {
    long[] ids = new long[1024];
    int count = 0;
    Map<Integer, Boolean> tables = new TreeMap<>();
    try (PreparedStatement query = connection.prepareStatement(ENTRIES)) {
      query.setFetchSize(FETCH_ROWS);
      query.setString(1, target.migration());
      try (ResultSet row = query.executeQuery()) {
        for (; row.next(); count++) {
          if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
          }
          ids[count] = row.getLong(1);
          tables.merge(row.getInt(2), row.getBoolean(3), Boolean::logicalOr);
        }
      }
    }
    return new Entries(new EntryIds(Arrays.copyOf(ids, count)), tables);
  }

  static void planByIndex(Connection connection, boolean byIndex) throws SQLException {
    if (byIndex) {
      Parking.execute(
          connection,
          "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
              + " SET LOCAL enable_mergejoin = off; SET LOCAL jit = off");
    }
  }

  private CollectionChange change(
      Connection connection, CollectionPlan plan, int number, boolean whole, List<Spool> opened)
      throws SQLException {
    Spool keys = open(opened);
    Spool rows = open(opened);
    Spool unfit = open(opened);
    QueryRead.requireTable(connection, target.schema(), plan);
    String entries =
        "(SELECT DISTINCT k FROM crossfade.live_outbox WHERE migration = "
            + Identifiers.literal(target.migration())
            + " AND t = "
            + number
            + " AND k IS NOT NULL) AS e";
    String all =
        "SELECT "
            + plan.columns().stream()
                .map(column -> "t." + Identifiers.quote(column.target()))
                .collect(Collectors.joining(", "))
            + " FROM "
            + Identifiers.quote(target.schema(), plan.target())
            + " AS t";
    String dirty = whole ? "" : " WHERE (" + keyOf(plan) + ") IN (SELECT " + cast(plan) + " FROM ";
    Set<ByteBuffer> dead =
        rows(connection, plan, whole ? all : all + dirty + entries + ")", rows, unfit);
    if (!whole) {
      keys(connection, plan, "SELECT " + cast(plan) + " FROM " + entries, keys, dead);
    }
    return new CollectionChange(plan, whole, keys, rows, unfit.rows() == 0 ? null : unfit);
  }

  private Set<ByteBuffer> rows(
      Connection connection, CollectionPlan plan, String query, Spool rows, Spool unfit) {
    Set<ByteBuffer> dead = new HashSet<>();
    RowFit fit = new RowFit(plan.columns());
    KeyOrder key = new KeyOrder(plan.keyPositions());
    RowBatch batch = new RowBatch(1 << 16);
    RowBatch deadKeys = new RowBatch(64);
    try (RowScan scan = QueryRead.open(connection, plan.columns(), query, plan.target())) {
      while (scan.next(batch)) {
        int[] removed = new int[batch.rows()];
        int count = 0;
        for (int row = 0; row < batch.rows(); row++) {
          if (fit.check(batch.data(), batch.start(row), batch.end(row)) != null) {
            byte[] deadKey = key.extract(batch.data(), batch.start(row), batch.end(row));
            dead.add(ByteBuffer.wrap(deadKey));
            deadKeys.putRow(deadKey, 0, deadKey.length);
            removed[count++] = row;
          }
        }
        batch.removeRows(removed, count);
        rows.add(batch);
      }
    }
    unfit.add(deadKeys);
    return dead;
  }

  private void keys(
      Connection connection, CollectionPlan plan, String query, Spool keys, Set<ByteBuffer> dead) {
    List<ColumnPlan> columns = TableSql.keyColumns(plan);
    RowBatch batch = new RowBatch(1 << 16);
    try (RowScan scan = QueryRead.open(connection, columns, query, plan.target())) {
      while (scan.next(batch)) {
        int[] removed = new int[batch.rows()];
        int count = 0;
        for (int row = 0; row < batch.rows(); row++) {
          int start = batch.start(row);
          if (dead.contains(ByteBuffer.wrap(batch.data(), start, batch.end(row) - start))) {
            removed[count++] = row;
          }
        }
        batch.removeRows(removed, count);
        keys.add(batch);
      }
    }
  }

  private Spool chunk(Connection connection, Chunk chunk, List<Spool> opened) throws SQLException {
    Spool rows = new RowSpool(RowSpool.CHUNK_MEMORY);
    opened.add(rows);
    if (chunk.rows() != Integer.MAX_VALUE) {
      planByIndex(connection, true);
      Parking.execute(connection, "SET LOCAL enable_sort = off");
    }
    QueryRead.requireTable(connection, target.schema(), chunk.plan());
    RowBatch batch = new RowBatch(1 << 16);
    int limit = chunk.rows() == Integer.MAX_VALUE ? 0 : chunk.rows();
    try (RowScan scan =
        QueryRead.range(connection, chunk.plan(), target.schema(), chunk.range(), limit)) {
      while (scan.next(batch)) {
        rows.add(batch);
      }
    }
    return rows;
  }

  private Spool picked(Connection connection, Picked picked, List<Spool> opened)
      throws SQLException {
    Spool rows = open(opened);
    RowBatch batch = new RowBatch(1 << 16);
    try (RowScan scan = PickedRead.open(connection, target, picked)) {
      while (scan.next(batch)) {
        rows.add(batch);
      }
    }
    return rows;
  }

  private Spool open(List<Spool> opened) {
    Spool spool = new RowSpool();
    opened.add(spool);
    return spool;
  }

  private static String keyOf(CollectionPlan plan) {
    return TableSql.keyColumns(plan).stream()
        .map(column -> "t." + Identifiers.quote(column.target()))
        .collect(Collectors.joining(", "));
  }

  private static String cast(CollectionPlan plan) {
    List<ColumnPlan> key = TableSql.keyColumns(plan);
    return IntStream.range(0, key.size())
        .mapToObj(i -> "CAST(e.k[" + (i + 1) + "] AS " + key.get(i).conversion().type() + ")")
        .collect(Collectors.joining(", "));
  }
}
