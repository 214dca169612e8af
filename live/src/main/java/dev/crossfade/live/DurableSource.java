package dev.crossfade.live;

import dev.crossfade.core.live.LiveStore;
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
import dev.crossfade.move.MoveTarget;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets a target commit no chunk before what was read for it is durable in the source: rows that the
 * source loses when its machine loses power would otherwise stay in the target for ever.
 */
record DurableSource(LiveStore source) {
  MoveTarget wrap(MoveTarget target) {
    return new MoveTarget(target.display(), new Wrapped(target.target(), source), target.catalog());
  }

  private record Wrapped(Target target, LiveStore source) implements Target {
    @Override
    public BulkLoader loader(CollectionPlan plan, String schema, String runId, RejectSink rejects) {
      return new Loader(target.loader(plan, schema, runId, rejects), source);
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
      // It is not ours.
    }
  }

  private record Loader(BulkLoader loader, LiveStore source) implements BulkLoader {
    @Override
    public void commit(Checkpoint checkpoint) {
      source.sync();
      loader.commit(checkpoint);
    }

    @Override
    public void write(RowBatch batch) {
      loader.write(batch);
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
    public void loadCarefully() {
      loader.loadCarefully();
    }

    @Override
    public long bytes() {
      return loader.bytes();
    }

    @Override
    public void close() {
      loader.close();
    }
  }
}
