package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.Spool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.bulk.RowCopy;
import dev.crossfade.postgres.live.DeadKeys.DeadRow;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of one pass that concerns one table: brings its rows and keys into temporary tables, and
 * knows the statements that merge them from there. Rows that do not fit stay out, and so do their
 * keys, so that the old row stays.
 */
final class StagedTable {
  /** From so many rows on, the server counts what came in before it plans. */
  private static final int COUNTED_FROM = 5_000;

  private static final int LARGE_FROM = 1_000;

  /** Dead keys are kept in memory until the pass is applied. */
  private static final int DEAD_MAX = 100_000;

  private static final String PLAN_FREELY =
      "SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on;"
          + " SET LOCAL enable_mergejoin = on";

  private final Connection connection;
  private final TableSql sql;
  private final CollectionChange change;
  private final CollectionPlan plan;
  private final KeyOrder keys;
  private final List<DeadRow> dead = new ArrayList<>();
  private final Set<ByteBuffer> notDeleted = new HashSet<>();
  private final RowBatch batch = new RowBatch(1 << 16);
  private long rowsStaged;
  private long keysStaged;

  StagedTable(Connection connection, TableSql sql, CollectionChange change) {
    this.connection = connection;
    this.sql = sql;
    this.change = change;
    plan = change.plan();
    keys = new KeyOrder(plan.keyPositions());
  }

  CollectionPlan plan() {
    return plan;
  }

  TableSql sql() {
    return sql;
  }

  List<DeadRow> dead() {
    return dead;
  }

  /** Whether rows came in. */
  boolean hasRows() {
    return rowsStaged > 0;
  }

  /** The statements that have to be executed before {@link #stage}. */
  static List<String> preparations(TableSql sql, CollectionChange change) {
    return tables(change, sql.createKeys(), sql.createRows());
  }

  /** Whether so much came in that to quiet the row's trigger is worth its own cost. */
  boolean isLarge() {
    return change.whole() || Math.max(rowsStaged, keysStaged) >= LARGE_FROM;
  }

  /** Brings everything in. */
  void stage() throws SQLException {
    unfit(change.unfit());
    rows();
    if (change.whole()) {
      keysToStay();
    } else {
      boolean sortedOut = keys();
      if (keysStaged > 0 && rowsStaged > 0 && !sortedOut) {
        // Where only nested loops are allowed, this takes the product of both tables.
        execute(String.join(";\n", planFreely(sql.keys(), sql.rows())));
        execute(sql.forgetKeysOfRows());
      }
    }
  }

  /** Makes a row dead after all, which was staged. */
  void bury(DeadRow row) {
    dead.add(row);
    if (dead.size() > DEAD_MAX) {
      throw new CrossfadeException(
          ErrorCode.CF_6207, "more than " + DEAD_MAX + " rows of " + sql.table());
    }
  }

  /**
   * Keeps the old row of a staged row that became dead, where those are deleted that did not come.
   *
   * @param condition of the staged row, with its WHERE
   */
  void keepKeys(String condition) throws SQLException {
    if (change.whole()) {
      execute("INSERT INTO " + sql.keys() + " " + sql.selectKeys() + condition);
    }
  }

  /** Updates rows in place. */
  List<String> mergeInPlace() {
    List<String> statements = deletions();
    if (rowsStaged > 0) {
      statements.add(sql.upsert());
    }
    return statements;
  }

  /** Deletes and inserts rows, so that unique values can go from one to another. */
  List<String> mergeAnew() {
    List<String> statements = deletionsAnew();
    if (rowsStaged > 0) {
      statements.add(sql.insertRows());
    }
    return statements;
  }

  /** The first part of {@link #mergeAnew}. */
  List<String> deletionsAnew() {
    List<String> statements = deletions();
    if (rowsStaged > 0) {
      if (rowsStaged >= COUNTED_FROM) {
        statements.addAll(planFreely(sql.rows()));
      }
      statements.add(sql.deleteRows());
    }
    return statements;
  }

  // The upsert joins nothing, so that there is nothing to count for it.
  private List<String> deletions() {
    List<String> statements = new ArrayList<>();
    if (change.whole()) {
      statements.addAll(planFreely(sql.keys(), sql.rows()));
      statements.add(sql.deleteOthers());
    } else if (keysStaged > 0) {
      if (keysStaged >= COUNTED_FROM) {
        statements.addAll(planFreely(sql.keys()));
      }
      statements.add(sql.deleteKeys());
    }
    return statements;
  }

  /** Lets the server plan by what came in. */
  private static List<String> planFreely(String... tables) {
    List<String> statements = new ArrayList<>(List.of(PLAN_FREELY));
    for (String table : tables) {
      statements.add("ANALYZE " + table);
    }
    return statements;
  }

  private static List<String> tables(CollectionChange change, String keys, String rows) {
    List<String> needed = new ArrayList<>();
    if (change.whole() || change.keys().rows() > 0) {
      needed.add(keys);
    }
    if (change.whole() || change.rows().rows() > 0) {
      needed.add(rows);
    }
    return needed;
  }

  private void unfit(@Nullable Spool unfit) {
    if (unfit == null) {
      return;
    }
    try (RowScan scan = unfit.scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          byte[] key = Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row));
          dead(new DeadRow(key, null, ErrorCode.CF_6210));
        }
      }
    }
  }

  private void rows() throws SQLException {
    RowCopy copy = new RowCopy(connection, sql.rows(), plan.columns());
    NullKeys nulls = new NullKeys(plan);
    try (RowScan scan = change.rows().scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          int start = batch.start(row);
          int end = batch.end(row);
          ErrorCode wrong =
              nulls.in(batch.data(), start, end)
                  ? ErrorCode.CF_5001
                  : copy.put(batch.data(), start, end);
          if (wrong != null) {
            int column = copy.misfitColumn();
            dead(
                new DeadRow(
                    keys.extract(batch.data(), start, end),
                    column < 0 || wrong == ErrorCode.CF_5001 ? null : plan.columns().get(column),
                    wrong));
          }
        }
      }
      rowsStaged = copy.finish();
    } catch (SQLException | RuntimeException e) {
      copy.cancel();
      throw e;
    }
  }

  /** Whether keys that have a row stayed out. */
  private boolean keys() throws SQLException {
    RowCopy copy = new RowCopy(connection, sql.keys(), TableSql.keyColumns(plan));
    try (RowScan scan = change.keys().scan();
        RowsInStep rows = new RowsInStep(change.rows(), keys)) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          int start = batch.start(row);
          int end = batch.end(row);
          boolean kept =
              rows.has(batch.data(), start, end)
                  || notDeleted.contains(ByteBuffer.wrap(batch.data(), start, end - start));
          if (!kept) {
            // A key that does not fit was never written here.
            copy.put(batch.data(), start, end);
          }
        }
      }
      keysStaged = copy.finish();
      return rows.inStep();
    } catch (SQLException | RuntimeException e) {
      copy.cancel();
      throw e;
    }
  }

  private void keysToStay() throws SQLException {
    RowCopy copy = new RowCopy(connection, sql.keys(), TableSql.keyColumns(plan));
    try {
      for (DeadRow row : dead) {
        copy.put(row.key(), 0, row.key().length);
      }
      copy.finish();
    } catch (SQLException | RuntimeException e) {
      copy.cancel();
      throw e;
    }
  }

  private void dead(DeadRow row) {
    bury(row);
    notDeleted.add(ByteBuffer.wrap(row.key()));
  }

  private void execute(String statement) throws SQLException {
    try (Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
