package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table back and compares it with the digests that were taken while its source was read.
 * Where rows come in the key's order each chunk is compared by itself, so that only the chunks that
 * differ are looked into; otherwise the table as a whole.
 */
final class TableProof {
  private static final int BATCH_BYTES = 512 * 1024;

  private final RunContext context;
  private final CollectionPlan plan;
  private final List<Checkpoint> checkpoints;
  private final String schema;
  private final KeyOrder order;
  private final RowDigester digester;

  TableProof(RunContext context, CollectionPlan plan, List<Checkpoint> checkpoints, String schema) {
    this.schema = schema;
    this.context = context;
    this.plan = plan;
    this.checkpoints = checkpoints;
    order = new KeyOrder(plan.keyPositions());
    digester = new RowDigester(plan.jsonColumns());
  }

  /**
   * What reading back found.
   *
   * @param rows rows that the target gave
   * @param differing ranges of keys whose rows are not those that were read; {@link KeyRange#ALL}
   *     where the table could only be compared as a whole; empty when everything is equal
   */
  record Result(long rows, List<KeyRange> differing) {}

  Result run() {
    boolean byChunk = context.source().scansInKeyOrder(plan) && !retried();
    try (RowScan scan = context.target().readBack(plan, schema, KeyRange.ALL)) {
      return byChunk ? byChunk(scan) : asWhole(scan);
    }
  }

  /** Rows that were dead letters once belong to no range of keys. */
  private boolean retried() {
    return checkpoints.stream()
        .anyMatch(chunk -> chunk.lastKey() == null && chunk.written().rows() > 0);
  }

  private Result asWhole(RowScan scan) {
    RowBatch batch = new RowBatch(BATCH_BYTES);
    long rows = 0;
    while (scan.next(batch)) {
      for (int row = 0; row < batch.rows(); row++) {
        digester.add(batch.data(), batch.start(row), batch.end(row));
      }
      rows += batch.rows();
      progress(rows);
    }
    boolean equal = digester.take().equals(written(checkpoints));
    return new Result(rows, equal ? List.of() : List.of(KeyRange.ALL));
  }

  private Result byChunk(RowScan scan) {
    List<Checkpoint> chunks =
        checkpoints.stream().filter(checkpoint -> checkpoint.lastKey() != null).toList();
    ChunkWalk walk = new ChunkWalk(chunks);
    RowBatch batch = new RowBatch(BATCH_BYTES);
    long rows = 0;
    while (scan.next(batch)) {
      for (int row = 0; row < batch.rows(); row++) {
        walk.row(batch.data(), batch.start(row), batch.end(row));
      }
      rows += batch.rows();
      progress(rows);
    }
    return new Result(rows, walk.finish());
  }

  private void progress(long rows) {
    context.progress("verify", plan.target(), rows, written(checkpoints).rows());
    context.cancellation().check();
  }

  static Digest written(List<Checkpoint> checkpoints) {
    return checkpoints.stream().map(Checkpoint::written).reduce(Digest.EMPTY, Digest::plus);
  }

  /** Assigns rows to chunks by their key, and compares each chunk when it is behind. */
  private final class ChunkWalk {
    private final List<Checkpoint> chunks;
    private final List<KeyRange> differing = new ArrayList<>();
    private int current;

    ChunkWalk(List<Checkpoint> chunks) {
      this.chunks = chunks;
    }

    void row(byte[] data, int start, int end) {
      while (current < chunks.size() && isBehind(data, start, end)) {
        close();
      }
      digester.add(data, start, end);
    }

    private boolean isBehind(byte[] data, int start, int end) {
      byte[] lastKey = chunks.get(current).lastKey();
      return lastKey != null && order.compareToKey(data, start, end, lastKey) > 0;
    }

    private void close() {
      if (!digester.take().equals(chunks.get(current).written())) {
        byte[] before = current == 0 ? null : chunks.get(current - 1).lastKey();
        differing.add(new KeyRange(before, chunks.get(current).lastKey()));
      }
      current++;
    }

    List<KeyRange> finish() {
      while (current < chunks.size()) {
        close();
      }
      if (!digester.take().equals(Digest.EMPTY)) {
        byte[] before = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1).lastKey();
        differing.add(new KeyRange(before, null));
      }
      return differing;
    }
  }
}
