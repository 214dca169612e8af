package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore.Chunk;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.core.verify.MultisetComparison;
import dev.crossfade.core.verify.OrderedComparison;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares two stores exactly while writers go on. For each chunk a pass brings the target to a
 * snapshot of the source, in which the chunk is read too; the target's rows are read in a snapshot
 * that shows the version of that pass. The two must be equal: no difference is a false one.
 *
 * <p>Best run by who makes the passes: another applier between the pass and the read makes a chunk
 * be done again, with half the rows. Memory is a few batches; chunks are spooled.
 */
public final class LiveVerification {
  static final int FEWEST_ROWS = 64;
  private static final int MOST_ROWS = 200_000;
  private static final int ATTEMPTS = 200;

  private final LiveStore source;
  private final LiveStore target;
  private final Limits limits;
  private final Cancellation cancellation;
  private final Events events;
  private final LongSupplier nanos;

  /**
   * How much at once.
   *
   * @param listed how many differences of a collection to list
   * @param rows of the first chunk
   * @param transaction how long a transaction of ours on the source should take at most; chunks
   *     grow and shrink for it
   */
  public record Limits(int listed, int rows, Duration transaction) {
    /** 100 differences, 5,000 rows, 50 ms. */
    public static final Limits DEFAULT = new Limits(100, 5_000, Duration.ofMillis(50));
  }

  /**
   * @param source the store that is open
   * @param target the closed one
   * @param cancellation asked before each chunk
   */
  public LiveVerification(
      LiveStore source, LiveStore target, Limits limits, Cancellation cancellation, Events events) {
    this(source, target, limits, cancellation, events, System::nanoTime);
  }

  LiveVerification(
      LiveStore source,
      LiveStore target,
      Limits limits,
      Cancellation cancellation,
      Events events,
      LongSupplier nanos) {
    this.source = source;
    this.target = target;
    this.limits = limits;
    this.cancellation = cancellation;
    this.events = events;
    this.nanos = nanos;
  }

  /** One piece, read on both sides; whoever compares it closes it and the target's scan. */
  private record Piece(
      PassStep.Done pass, Spool rows, KeyRange range, DeadKeys dead, RowScan there, long took)
      implements AutoCloseable {
    @Override
    public void close() {
      pass.abandon();
    }
  }

  /**
   * Compares one collection.
   *
   * @throws CrossfadeException {@code CF-6001} when the stores are not in step, {@code CF-6006}
   *     when they changed roles meanwhile or others' passes left no gap, {@code CF-5201} when
   *     cancelled
   */
  public VerifiedCollection verify(CollectionPlan plan) {
    boolean ordered =
        plan.orderedByKey() && source.readsInKeyOrder(plan) && target.readsInKeyOrder(plan);
    return ordered ? byChunks(plan) : asAWhole(plan);
  }

  private VerifiedCollection byChunks(CollectionPlan plan) {
    VerifiedCollection sum = VerifiedCollection.begin(plan);
    int rows = limits.rows();
    byte[] after = null;
    while (true) {
      Chunk chunk = new Chunk(plan, new KeyRange(after, null), rows);
      try (Piece piece = read(chunk)) {
        ComparisonResult found =
            new OrderedComparison(Equality.of(plan), new DeadRows(), left(sum), compared -> {})
                .compare(
                    piece.dead().without(plan, piece.rows().scan()),
                    piece.dead().without(plan, piece.there()));
        sum = sum.plus(found, piece.dead().size(), piece.pass().result().version(), piece.took());
        events.emit(new Event.Progress("verify", plan.target(), sum.rows(), -1));
        after = piece.range().upTo();
        rows = nextRows(chunkRows(piece, rows), piece.took());
      }
      if (after == null) {
        return sum;
      }
    }
  }

  /** How many rows the piece was read with: fewer than asked for when it had to be done again. */
  private static int chunkRows(Piece piece, int asked) {
    return piece.range().upTo() == null ? asked : (int) piece.rows().rows();
  }

  private int nextRows(int rows, long took) {
    long wanted = limits.transaction().toNanos();
    if (took > wanted) {
      return Math.max(FEWEST_ROWS, rows / 2);
    }
    return took < wanted / 3 ? Math.min(MOST_ROWS, rows * 2) : rows;
  }

  private VerifiedCollection asAWhole(CollectionPlan plan) {
    Chunk chunk = new Chunk(plan, KeyRange.ALL, Integer.MAX_VALUE);
    try (Piece piece = read(chunk);
        Spool there = new RowSpool()) {
      fill(there, piece.there());
      DeadKeys dead = piece.dead();
      ComparisonResult found =
          new MultisetComparison(
                  () -> Equality.of(plan), new DeadRows(), limits.listed(), compared -> {})
              .compare(
                  () -> dead.without(plan, piece.rows().scan()),
                  () -> dead.without(plan, there.scan()));
      return VerifiedCollection.begin(plan)
          .plus(found, dead.size(), piece.pass().result().version(), piece.took());
    }
  }

  private static void fill(Spool spool, RowScan scan) {
    RowBatch batch = new RowBatch(RowSpool.BLOCK_BYTES);
    try (scan) {
      while (scan.next(batch)) {
        spool.add(batch);
      }
    }
  }

  private int left(VerifiedCollection sum) {
    return Math.max(0, limits.listed() - sum.listed().size());
  }

  /** Reads a piece on both sides at the same state, however often that takes. */
  private Piece read(Chunk chunk) {
    Chunk now = chunk;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      cancellation.check();
      Piece piece = tryToRead(now);
      if (piece != null) {
        return piece;
      }
      if (now.rows() != Integer.MAX_VALUE) {
        now = new Chunk(now.plan(), now.range(), Math.max(FEWEST_ROWS, now.rows() / 2));
      }
    }
    throw new CrossfadeException(
        ErrorCode.CF_6006,
        "table " + chunk.plan().target() + ": overtaken by other passes " + ATTEMPTS + " times");
  }

  private @Nullable Piece tryToRead(Chunk chunk) {
    long took = 0;
    PassStep step = Pass.begin(chunk);
    try {
      while (!(step instanceof PassStep.Done)) {
        long from = nanos.getAsLong();
        boolean takes = step instanceof PassStep.Take;
        step = step.next(source, target);
        took = takes ? nanos.getAsLong() - from : took;
      }
      PassStep.Done done = (PassStep.Done) step;
      Piece piece = counterpart(chunk, done, took);
      if (piece == null) {
        done.abandon();
      }
      return piece;
    } catch (RuntimeException | Error e) {
      step.abandon();
      throw e;
    }
  }

  private @Nullable Piece counterpart(Chunk chunk, PassStep.Done done, long took) {
    PassResult.Kind kind = done.result().kind();
    if (kind == PassResult.Kind.BLOCKED) {
      throw new CrossfadeException(
          ErrorCode.CF_6006, target.name() + " is not the store that is fed");
    }
    Changes changes = done.changes();
    Spool rows = changes == null ? null : changes.chunk();
    if (kind == PassResult.Kind.OVERTAKEN || rows == null) {
      return null;
    }
    boolean more = rows.rows() >= chunk.rows();
    byte[] upTo = more ? lastKey(chunk.plan(), rows) : chunk.range().upTo();
    KeyRange range = new KeyRange(chunk.range().after(), upTo);
    // Asked before the rows: a version that still stands afterwards stood all the time.
    DeadKeys dead = new DeadKeys(target.deadKeys(chunk.plan(), range));
    RowScan there = target.read(chunk.plan(), range, done.result().version());
    return there == null ? null : new Piece(done, rows, range, dead, there, took);
  }

  private static byte[] lastKey(CollectionPlan plan, Spool rows) {
    RowBatch batch = new RowBatch(RowSpool.BLOCK_BYTES);
    byte[] key = new byte[0];
    try (RowScan scan = rows.scan()) {
      while (scan.next(batch)) {
        int last = batch.rows() - 1;
        key =
            new KeyOrder(plan.keyPositions())
                .extract(batch.data(), batch.start(last), batch.end(last));
      }
    }
    return key;
  }
}
