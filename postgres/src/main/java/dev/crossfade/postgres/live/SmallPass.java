package dev.crossfade.postgres.live;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.bulk.RowArrays;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pass of few rows that all fit: they come as parameters of the statements that merge them, so
 * that it needs neither temporary tables, whose files every commit would cut, nor a COPY each. What
 * is not as simple as that goes the way of {@link StagedTable}.
 */
final class SmallPass {
  private static final int MOST = 1_000;

  private final List<Merge> merges = new ArrayList<>();
  private final RowBatch batch = new RowBatch(4096);

  /** A statement and the arrays that are its parameters. */
  private record Merge(String statement, RowArrays arrays) {}

  private SmallPass() {}

  /** The same pass as a small one; null when it is none. */
  static @Nullable SmallPass of(Changes changes, Function<CollectionChange, TableSql> tables) {
    long most = 0;
    for (CollectionChange change : changes.collections()) {
      if (change.whole() || change.unfit() != null) {
        return null;
      }
      most += change.keys().rows();
    }
    if (most >= MOST) {
      return null;
    }
    SmallPass pass = new SmallPass();
    for (CollectionChange change : changes.collections()) {
      if (!pass.add(change, tables.apply(change))) {
        return null;
      }
    }
    return pass;
  }

  private boolean add(CollectionChange change, TableSql sql) {
    CollectionPlan plan = change.plan();
    RowArrays rows = RowArrays.of(plan.columns());
    RowArrays keys = RowArrays.of(TableSql.keyColumns(plan));
    if (rows == null || keys == null) {
      return false;
    }
    Set<ByteBuffer> written = new HashSet<>();
    if (!rows(change, rows, written)) {
      return false;
    }
    keys(change, keys, written);
    if (rows.full() || keys.full()) {
      return false;
    }
    if (keys.rows() > 0) {
      merges.add(new Merge(sql.deleteKeysOfArrays(), keys));
    }
    if (rows.rows() > 0) {
      merges.add(new Merge(sql.upsertOfArrays(), rows));
    }
    return true;
  }

  private boolean rows(CollectionChange change, RowArrays rows, Set<ByteBuffer> written) {
    KeyOrder key = new KeyOrder(change.plan().keyPositions());
    NullKeys nulls = new NullKeys(change.plan());
    try (RowScan scan = change.rows().scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          int start = batch.start(row);
          int end = batch.end(row);
          if (nulls.in(batch.data(), start, end) || rows.add(batch.data(), start, end) != null) {
            return false;
          }
          written.add(ByteBuffer.wrap(key.extract(batch.data(), start, end)));
        }
      }
    }
    return true;
  }

  private void keys(CollectionChange change, RowArrays keys, Set<ByteBuffer> written) {
    try (RowScan scan = change.keys().scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          int start = batch.start(row);
          ByteBuffer key = ByteBuffer.wrap(batch.data(), start, batch.end(row) - start);
          if (!written.contains(key)) {
            // A key that does not fit was never written here.
            keys.add(batch.data(), start, batch.end(row));
          }
        }
      }
    }
  }

  /** The statements in order, each with a semicolon before it. */
  String statements() {
    StringBuilder statements = new StringBuilder();
    merges.forEach(merge -> statements.append(";\n").append(merge.statement()));
    return statements.toString();
  }

  /**
   * Gives the parameters of {@link #statements} to a statement that holds them.
   *
   * @param first number of the first of them
   * @return number of the parameter behind the last
   */
  int bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
    int next = first;
    for (Merge merge : merges) {
      merge.arrays().bind(connection, statement, next);
      next += merge.arrays().columns();
    }
    return next;
  }
}
