package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.postgres.control.ChunkRecorder;
import dev.crossfade.postgres.session.ServerFailure;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.sql.dialect.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Loads one table on one connection. A chunk is one transaction: its rows by COPY, then its dead
 * letters and its checkpoint. Until the commit nothing of a chunk can be seen; after it everything
 * of it lasts, since {@code synchronous_commit} is on.
 */
public final class PostgresBulkLoader implements BulkLoader {
  private final Sessions sessions;
  private final LoadTask task;
  private final RejectSink rejects;
  private final CopyBuffer buffer = new CopyBuffer();
  private final RowEncoder encoder;
  private final RejectedRows rejectedRows;
  private final ChunkRecorder recorder;
  private final List<RejectedRecord> deadLetters = new ArrayList<>();
  private final Connection connection;
  private final CopyStream copies;
  private final List<Long> retried = new ArrayList<>();
  private final BitSet removed = new BitSet();
  private boolean careful;
  private boolean begun;
  private boolean failed;
  private long rowsSent;
  private long rowsSeen;
  private long bytesSent;

  /**
   * Opens a loader; takes a connection until it is closed.
   *
   * @param sessions where connections come from
   * @param task what is loaded
   * @param rejects told of each row that does not fit, before it becomes a dead letter
   */
  public PostgresBulkLoader(Sessions sessions, LoadTask task, RejectSink rejects) {
    this.sessions = sessions;
    this.task = task;
    this.rejects = rejects;
    encoder = new RowEncoder(task.plan().columns(), buffer);
    rejectedRows = new RejectedRows(task.plan());
    recorder = new ChunkRecorder(task.plan(), task.runId());
    connection = sessions.take();
    String table = Identifiers.quote(task.schema(), task.plan().target());
    copies = new CopyStream(connection, table, task.plan().columns());
  }

  @Override
  public void write(RowBatch batch) {
    requireSound();
    removed.clear();
    try {
      begin();
      if (careful) {
        copyInSteps(batch);
      } else {
        copy(batch);
      }
      rowsSeen += batch.rows();
    } catch (SQLException e) {
      throw fail(e, "copying into ");
    }
    if (!removed.isEmpty()) {
      int[] rows = removed.stream().toArray();
      batch.removeRows(rows, rows.length);
    }
  }

  private void copy(RowBatch batch) throws SQLException {
    CopyIn copy = copies.open();
    for (int row = 0; row < batch.rows(); row++) {
      ErrorCode wrong = encode(batch, row);
      if (wrong != null) {
        reject(batch, row, wrong);
      } else if (buffer.holdsForeign() || buffer.full()) {
        bytesSent += buffer.flush(copy);
      }
    }
    rowsSent += batch.rows() - removed.cardinality();
  }

  @Override
  public void loadCarefully() {
    if (copies.isOpen()) {
      throw new IllegalStateException("rows of " + where() + " are on their way already");
    }
    careful = true;
  }

  private void copyInSteps(RowBatch batch) throws SQLException {
    int[] fitting = new int[batch.rows()];
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      ErrorCode wrong = encode(batch, row);
      buffer.clear();
      if (wrong == null) {
        fitting[count++] = row;
      } else {
        reject(batch, row, wrong);
      }
    }
    copyByHalves(batch, fitting, 0, count);
  }

  private void copyByHalves(RowBatch batch, int[] rows, int from, int to) throws SQLException {
    if (from == to || isCopied(batch, rows, from, to)) {
      return;
    }
    if (to - from == 1) {
      reject(batch, rows[from], ErrorCode.CF_5026);
      return;
    }
    int middle = (from + to) >>> 1;
    copyByHalves(batch, rows, from, middle);
    copyByHalves(batch, rows, middle, to);
  }

  /** False when the server found one of the rows too large; none of them is written then. */
  private boolean isCopied(RowBatch batch, int[] rows, int from, int to) throws SQLException {
    Savepoint before = connection.setSavepoint();
    long bytesBefore = bytesSent;
    try {
      CopyIn copy = copies.open();
      for (int i = from; i < to; i++) {
        encode(batch, rows[i]);
        if (buffer.holdsForeign() || buffer.full()) {
          bytesSent += buffer.flush(copy);
        }
      }
      rowsSent = (long) to - from;
      finishCopy();
      rowsSent = 0;
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!ServerFailure.isTooLarge(e)) {
        throw e;
      }
      copies.cancel();
      buffer.clear();
      bytesSent = bytesBefore;
      connection.rollback(before);
      return false;
    }
  }

  private @Nullable ErrorCode encode(RowBatch batch, int row) {
    return encoder.encode(batch.data(), batch.start(row), batch.end(row));
  }

  @Override
  public void deadLetter(RejectedRecord rejected) {
    deadLetters.add(rejected);
  }

  @Override
  public void removeDeadLetters(List<Long> ids) {
    retried.addAll(ids);
  }

  @Override
  public long bytes() {
    return bytesSent + buffer.size();
  }

  @Override
  public void commit(Checkpoint checkpoint) {
    requireSound();
    try {
      begin();
      finishCopy();
      FaultPoints.hit("load.copied");
      recorder.removeDeadLetters(connection, retried);
      recorder.deadLetters(connection, checkpoint.chunk(), deadLetters);
      recorder.checkpoint(connection, checkpoint);
      FaultPoints.hit("load.before-commit");
      connection.commit();
      FaultPoints.hit("load.committed");
    } catch (SQLException e) {
      throw fail(e, "committing a chunk of ");
    }
    begun = false;
    deadLetters.clear();
    retried.clear();
    rowsSent = 0;
    rowsSeen = 0;
    bytesSent = 0;
  }

  @Override
  public void close() {
    try {
      copies.cancel();
    } catch (SQLException e) {
      // The rollback, or the end of the connection, undoes the same.
    }
    sessions.giveBack(connection);
  }

  private void begin() throws SQLException {
    if (!begun) {
      Sessions.begin(connection);
      begun = true;
    }
  }

  private void finishCopy() throws SQLException {
    if (!copies.isOpen()) {
      return;
    }
    bytesSent += buffer.flush(copies.open());
    long taken = copies.finish();
    if (taken != rowsSent) {
      failed = true;
      throw new CrossfadeException(
          ErrorCode.CF_5060,
          where() + ": " + rowsSent + " rows were sent and " + taken + " were taken");
    }
  }

  private void reject(RowBatch batch, int row, ErrorCode wrong) {
    byte[] bytes = Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row));
    RejectedRecord rejected =
        rejectedRows.of(bytes, encoder.misfitColumn(), wrong, rowsSeen + row + 1);
    // A sink that throws ends the run; what is in the COPY then must not be committed.
    failed = true;
    rejects.reject(rejected);
    failed = false;
    deadLetters.add(rejected);
    removed.set(row);
  }

  private CrossfadeException fail(SQLException e, String doing) {
    failed = true;
    return ServerFailure.loading(e, doing + where());
  }

  private void requireSound() {
    if (failed) {
      throw new IllegalStateException("the loader of " + where() + " has failed before");
    }
  }

  private String where() {
    return task.schema() + "." + task.plan().target();
  }
}
