package dev.crossfade.move;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.BulkLoader;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.PrefetchingScan;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies one collection: a thread reads, this one digests, encodes and sends. Every chunk is
 * committed together with its checkpoint, so a copy that died goes on behind the last chunk.
 */
final class TableCopy {
  /**
   * A chunk is large enough that its commit costs little, and small enough to compare row by row.
   */
  private static final long CHUNK_BYTES = 24L << 20;

  /** Dead letters wait in memory for the commit of their chunk. */
  private static final long CHUNK_REJECTS = 1000;

  private final RunContext context;
  private final CollectionPlan plan;
  private final long expectedRows;
  private final long chunkRows;
  private final KeyOrder order;
  private final RowDigester digester;
  private final boolean inKeyOrder;

  private int chunk;
  private long chunkRead;
  private long chunkRejected;
  private Digest written = Digest.EMPTY;
  private byte @Nullable [] lastKey;
  private long totalRead;

  /**
   * @param expectedRows how many rows there are, or -1 when that is not known
   * @param chunkRows how many rows make a chunk, about
   */
  TableCopy(RunContext context, CollectionPlan plan, long expectedRows, long chunkRows) {
    this.chunkRows = chunkRows;
    this.context = context;
    this.plan = plan;
    this.expectedRows = expectedRows;
    order = new KeyOrder(plan.keyPositions());
    digester = new RowDigester(plan.jsonColumns());
    inKeyOrder = context.source().scansInKeyOrder(plan);
  }

  /** Copies what is not copied yet. */
  void run() {
    try {
      goOn(false);
    } catch (CrossfadeException e) {
      if (e.code() != ErrorCode.CF_5065) {
        throw e;
      }
      // A row of the chunk is too large for the server, which does not say which one.
      goOn(true);
    }
  }

  /** Copies what is behind the last checkpoint. */
  private void goOn(boolean carefully) {
    beginChunk();
    chunk = 0;
    totalRead = 0;
    lastKey = null;
    Position position = Position.START;
    for (Checkpoint done : context.ledger().checkpoints(context.runId(), plan.target())) {
      if (done.last()) {
        return;
      }
      chunk = done.chunk() + 1;
      position = done.position();
      totalRead += done.read();
    }
    copyFrom(position, carefully);
  }

  private void copyFrom(Position start, boolean carefully) {
    try (BulkLoader loader = context.openLoader(plan, this::count);
        PrefetchingScan scan =
            new PrefetchingScan(plan.target(), sink -> context.source().scan(plan, start, sink))) {
      if (carefully) {
        loader.loadCarefully();
      }
      PrefetchingScan.Filled rows;
      do {
        rows = scan.take();
        write(loader, rows);
        scan.release(rows.batch());
        if (rows.last() || isFull(loader)) {
          commit(loader, rows.position(), rows.last());
        }
        context.progress("copy", plan.target(), totalRead, expectedRows);
      } while (!rows.last());
    }
  }

  private void beginChunk() {
    chunkRead = 0;
    chunkRejected = 0;
    written = Digest.EMPTY;
  }

  private boolean isFull(BulkLoader loader) {
    return chunkRead >= chunkRows
        || loader.bytes() >= CHUNK_BYTES
        || chunkRejected >= CHUNK_REJECTS;
  }

  private void write(BulkLoader loader, PrefetchingScan.Filled rows) {
    RowBatch batch = rows.batch();
    int read = batch.rows();
    List<RejectedRecord> unreadable = rows.rejects();
    chunkRead += read + unreadable.size();
    totalRead += read + unreadable.size();
    for (RejectedRecord rejected : unreadable) {
      count(rejected);
      loader.deadLetter(rejected);
    }
    if (read == 0) {
      return;
    }
    if (inKeyOrder) {
      lastKey = order.extract(batch.data(), batch.start(read - 1), batch.end(read - 1));
    }
    // Before the loader has touched the rows: the digest is of what was read.
    Digest rowsRead = digest(batch);
    loader.write(batch);
    written = written.plus(batch.rows() == read ? rowsRead : digest(batch));
  }

  private Digest digest(RowBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      digester.add(batch.data(), batch.start(row), batch.end(row));
    }
    return digester.take();
  }

  private void count(RejectedRecord rejected) {
    chunkRejected++;
    context.rejects().add(rejected);
  }

  private void commit(BulkLoader loader, Position position, boolean last) {
    FaultPoints.hit("copy.before-commit");
    context.source().settle();
    loader.commit(
        new Checkpoint(
            chunk++, position, chunkRead, chunkRejected, written, loader.bytes(), lastKey, last));
    FaultPoints.hit("copy.after-commit");
    long rows = chunkRead;
    beginChunk();
    context.console().pace().accept(rows);
    if (!last) {
      context.cancellation().check();
    } else {
      context.emit(new Event.Progress("copy", plan.target(), totalRead, totalRead));
    }
  }
}
