package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Ledger;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Target;
import dev.crossfade.core.value.RowBatch;
import java.util.List;
import java.util.function.Consumer;

/** A target whose loader does not write what it is given. */
final class WrappedTarget implements Target {
  private final Target target;
  private final Tampering tampering;

  WrappedTarget(Target target, Tampering tampering) {
    this.target = target;
    this.tampering = tampering;
  }

  /** What a wrong converter does to a batch. */
  @FunctionalInterface
  interface Tampering {
    /**
     * @param plan whose rows they are
     * @param batch the rows as they were read
     * @return what is written instead
     */
    RowBatch apply(CollectionPlan plan, RowBatch batch);
  }

  @Override
  public BulkLoader loader(CollectionPlan plan, String schema, String runId, RejectSink rejects) {
    BulkLoader loader = target.loader(plan, schema, runId, rejects);
    return new BulkLoader() {
      @Override
      public void write(RowBatch batch) {
        loader.write(tampering.apply(plan, batch));
      }

      @Override
      public void loadCarefully() {
        loader.loadCarefully();
      }

      @Override
      public void deadLetter(RejectedRecord rejected) {
        loader.deadLetter(rejected);
      }

      @Override
      public void removeDeadLetters(List<Long> ids) {
        loader.removeDeadLetters(ids);
      }

      @Override
      public long bytes() {
        return loader.bytes();
      }

      @Override
      public void commit(Checkpoint checkpoint) {
        loader.commit(checkpoint);
      }

      @Override
      public void close() {
        loader.close();
      }
    };
  }

  @Override
  public Ledger ledger() {
    return target.ledger();
  }

  @Override
  public void execute(List<String> statements) {
    target.execute(statements);
  }

  @Override
  public List<FailedStatement> attempt(List<String> statements) {
    return target.attempt(statements);
  }

  @Override
  public RowScan readBack(CollectionPlan plan, String schema, KeyRange range) {
    return target.readBack(plan, schema, range);
  }

  @Override
  public List<String> relations(String schema) {
    return target.relations(schema);
  }

  @Override
  public void query(String sql, List<?> parameters, Consumer<List<String>> row) {
    target.query(sql, parameters, row);
  }

  @Override
  public void close() {
    target.close();
  }
}
