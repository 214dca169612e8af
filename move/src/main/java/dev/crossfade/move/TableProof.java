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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table back and compares it with the digests that were taken while its source was read.
 * Where rows come in the key's order each chunk is compared by itself, so that only the chunks that
 * differ are looked into; otherwise the table as a whole.
 */
final class TableProof {
  private static final int BATCH_BYTES = 512 * 1024;

  /** Less is read before a second connection has begun. */
  private static final int CHUNKS_OF_A_PART = 3;

  private final RunContext context;
  private final CollectionPlan plan;
  private final List<Checkpoint> checkpoints;
  private final String schema;
  private final long expected;
  private final AtomicLong readBack = new AtomicLong();

  TableProof(RunContext context, CollectionPlan plan, List<Checkpoint> checkpoints, String schema) {
    this.schema = schema;
    this.context = context;
    this.plan = plan;
    this.checkpoints = checkpoints;
    expected = written(checkpoints).rows();
  }

  CollectionPlan plan() {
    return plan;
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  /**
   * What reading back found.
   *
   * @param rows rows that the target gave
   * @param differing ranges of keys whose rows are not those that were read; {@link KeyRange#ALL}
   *     where the table could only be compared as a whole; empty when everything is equal
   */
  record Result(long rows, List<KeyRange> differing) {
    Result plus(Result other) {
      List<KeyRange> all = new ArrayList<>(differing);
      all.addAll(other.differing);
      return new Result(rows + other.rows, all);
    }
  }

  /** What of one table is read back on one connection. */
  final class Part {
    private final List<Checkpoint> chunks;
    private final boolean byChunk;
    private final KeyRange range;
    private final RowDigester digester = new RowDigester(plan.jsonColumns());

    private Part(List<Checkpoint> chunks, boolean byChunk, KeyRange range) {
      this.chunks = chunks;
      this.byChunk = byChunk;
      this.range = range;
    }

    TableProof table() {
      return TableProof.this;
    }

    Result run() {
      try (RowScan scan = context.target().readBack(plan, schema, range)) {
        return byChunk ? byChunk(scan) : asWhole(scan);
      }
    }

    private Result asWhole(RowScan scan) {
      long rows = read(scan, digester::add);
      boolean equal = digester.take().equals(written(checkpoints));
      return new Result(rows, equal ? List.of() : List.of(KeyRange.ALL));
    }

    private Result byChunk(RowScan scan) {
      ChunkWalk walk = new ChunkWalk(this);
      return new Result(read(scan, walk::row), walk.finish());
    }
  }

  /** Takes a row that lies in {@code data[start, end)}. */
  @FunctionalInterface
  private interface RowSink {
    void row(byte[] data, int start, int end);
  }

  /**
   * Divides the reading between connections. Several of them see several moments: only for a table
   * that nobody else writes to.
   *
   * @param most how many parts at most; a part is never smaller than some chunks
   */
  List<Part> parts(int most) {
    if (!context.source().scansInKeyOrder(plan) || retried()) {
      return List.of(new Part(checkpoints, false, KeyRange.ALL));
    }
    List<Checkpoint> chunks =
        checkpoints.stream().filter(checkpoint -> checkpoint.lastKey() != null).toList();
    int count = Math.max(1, Math.min(most, chunks.size() / CHUNKS_OF_A_PART));
    List<Part> parts = new ArrayList<>();
    byte @Nullable [] after = null;
    for (int i = 0; i < count; i++) {
      List<Checkpoint> some =
          chunks.subList(chunks.size() * i / count, chunks.size() * (i + 1) / count);
      byte @Nullable [] upTo = i == count - 1 ? null : some.get(some.size() - 1).lastKey();
      parts.add(new Part(some, true, new KeyRange(after, upTo)));
      after = upTo;
    }
    return parts;
  }

  /** Rows that were dead letters once belong to no range of keys. */
  private boolean retried() {
    return checkpoints.stream()
        .anyMatch(chunk -> chunk.lastKey() == null && chunk.written().rows() > 0);
  }

  private long read(RowScan scan, RowSink sink) {
    RowBatch batch = new RowBatch(BATCH_BYTES);
    long rows = 0;
    while (scan.next(batch)) {
      for (int row = 0; row < batch.rows(); row++) {
        sink.row(batch.data(), batch.start(row), batch.end(row));
      }
      rows += batch.rows();
      progress(batch.rows());
    }
    return rows;
  }

  private void progress(int rows) {
    context.progress("verify", plan.target(), readBack.addAndGet(rows), expected);
    context.cancellation().check();
  }

  static Digest written(List<Checkpoint> checkpoints) {
    return checkpoints.stream().map(Checkpoint::written).reduce(Digest.EMPTY, Digest::plus);
  }

  /** Assigns rows to chunks by their key, and compares each chunk when it is behind. */
  private final class ChunkWalk {
    private final List<Checkpoint> chunks;
    private final KeyRange range;
    private final RowDigester digester;
    private final KeyOrder order = new KeyOrder(plan.keyPositions());
    private final List<KeyRange> differing = new ArrayList<>();
    private int current;

    ChunkWalk(Part part) {
      chunks = part.chunks;
      range = part.range;
      digester = part.digester;
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
        differing.add(new KeyRange(before(current), chunks.get(current).lastKey()));
      }
      current++;
    }

    List<KeyRange> finish() {
      while (current < chunks.size()) {
        close();
      }
      if (!digester.take().equals(Digest.EMPTY)) {
        differing.add(new KeyRange(before(chunks.size()), range.upTo()));
      }
      return differing;
    }

    private byte @Nullable [] before(int chunk) {
      return chunk == 0 ? range.after() : chunks.get(chunk - 1).lastKey();
    }
  }
}
