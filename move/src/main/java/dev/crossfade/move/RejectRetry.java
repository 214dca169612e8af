package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.DeadLetter;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tries the dead letters of a run again under a plan that has changed, in the tables as they are
 * now. A row that is written, the removal of its dead letter and the checkpoint are one
 * transaction, so that a retry that dies neither loses nor doubles a row.
 */
public final class RejectRetry {
  private static final int ROWS_PER_CHUNK = 500;

  private final MoveTarget moveTarget;
  private final RunRecord run;
  private final Plan plan;

  /**
   * @param moveTarget where the run's tables are
   * @param run the run
   * @param before the mapping that the run was made with
   * @param plan the mapping to try with, resolved by the source: the same columns in the same order
   *     and the same conditions, of the types that the tables have now
   */
  public RejectRetry(MoveTarget moveTarget, RunRecord run, Plan before, Plan plan) {
    this.moveTarget = moveTarget;
    this.run = run;
    this.plan = plan;
    if (!columns(before).equals(columns(plan))) {
      throw new CrossfadeException(
          ErrorCode.CF_5208,
          "the plan has other tables, columns or conditions than run " + run.id());
    }
  }

  private static List<String> columns(Plan plan) {
    List<String> columns = new ArrayList<>();
    for (CollectionPlan collection : plan.moved()) {
      columns.add(collection.target() + "\0" + collection.where());
      for (ColumnPlan column : collection.columns()) {
        columns.add(collection.target() + "\0" + column.source() + "\0" + column.target());
      }
    }
    return columns;
  }

  /**
   * What became of the dead letters of one table.
   *
   * @param table the table
   * @param retried rows that were tried again
   * @param written rows that are in the table now
   * @param unreadable records that are no rows and cannot be tried
   * @param equal whether the table, read back as a whole, holds just what was read from the source
   */
  public record Result(String table, long retried, long written, long unreadable, boolean equal) {}

  /**
   * Tries all dead letters again.
   *
   * @param planText the plan as a plan file, kept with the run from now on
   * @return for each table that had dead letters, what became of them
   */
  public List<Result> run(String planText) {
    Ledger ledger = moveTarget.target().ledger();
    try (Ledger.Lock held = lock(ledger)) {
      Objects.requireNonNull(held);
      List<Result> results = new ArrayList<>();
      for (CollectionPlan collection : plan.moved()) {
        Retry retry = new Retry(collection);
        if (retry.hasLetters()) {
          SchemaCheck.requireColumns(
              moveTarget.catalog().apply(run.schema()), run.schema(), List.of(collection));
          results.add(retry.run());
        }
      }
      ledger.save(Runs.withPlan(run, planText));
      return results;
    }
  }

  private Ledger.Lock lock(Ledger ledger) {
    return ledger
        .lock(run.schema())
        .orElseThrow(
            () ->
                new CrossfadeException(
                    ErrorCode.CF_5203, "another process is moving into schema " + run.schema()));
  }

  /** One table's dead letters. */
  private final class Retry {
    private final CollectionPlan collection;
    private final RowDigester digester;
    private final RowBatch batch = new RowBatch(1 << 16);
    private final List<Long> ids = new ArrayList<>();
    private int chunk;
    private long retried;
    private long written;
    private long unreadable;

    Retry(CollectionPlan collection) {
      this.collection = collection;
      digester = new RowDigester(collection.jsonColumns());
    }

    boolean hasLetters() {
      return checkpoints().stream().mapToLong(Checkpoint::rejected).sum() > 0;
    }

    Result run() {
      chunk = checkpoints().stream().mapToInt(Checkpoint::chunk).max().orElse(-1) + 1;
      try (BulkLoader loader =
          moveTarget.target().loader(collection, run.schema(), run.id(), rejected -> {})) {
        loader.loadCarefully();
        ledger().deadLetters(run.id(), collection.target(), letter -> take(loader, letter));
        flush(loader);
      }
      return new Result(collection.target(), retried, written, unreadable, isEqual());
    }

    private void take(BulkLoader loader, DeadLetter letter) {
      byte[] row = letter.record().row();
      if (row.length == 0) {
        unreadable++;
        return;
      }
      batch.putRow(row, 0, row.length);
      ids.add(letter.id());
      if (ids.size() == ROWS_PER_CHUNK) {
        flush(loader);
      }
    }

    private void flush(BulkLoader loader) {
      if (ids.isEmpty()) {
        return;
      }
      loader.write(batch);
      for (int row = 0; row < batch.rows(); row++) {
        digester.add(batch.data(), batch.start(row), batch.end(row));
      }
      loader.removeDeadLetters(List.copyOf(ids));
      loader.commit(
          new Checkpoint(
              chunk++,
              Position.START,
              0,
              -batch.rows(),
              digester.take(),
              loader.bytes(),
              null,
              true));
      retried += ids.size();
      written += batch.rows();
      ids.clear();
      batch.clear();
    }

    private boolean isEqual() {
      RowBatch read = new RowBatch(1 << 18);
      try (RowScan scan = moveTarget.target().readBack(collection, run.schema(), KeyRange.ALL)) {
        while (scan.next(read)) {
          for (int row = 0; row < read.rows(); row++) {
            digester.add(read.data(), read.start(row), read.end(row));
          }
        }
      }
      Digest expected = TableProof.written(checkpoints());
      return digester.take().equals(expected);
    }

    private List<Checkpoint> checkpoints() {
      return ledger().checkpoints(run.id(), collection.target());
    }

    private Ledger ledger() {
      return moveTarget.target().ledger();
    }
  }
}
