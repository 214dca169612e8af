package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore.Chunk;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.core.verify.MultisetComparison;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Compares two stores exactly while writers go on. For each chunk a pass brings the target to a
 * snapshot of the source, in which the chunk is read too; the target's rows are read in a snapshot
 * that shows the version of that pass. The two must be equal: no difference is a false one.
 *
 * <p>The next chunk's pass goes on while the rows of the last one are compared, in the snapshot
 * that was opened for them. Best run by who makes the passes: another applier between the pass and
 * the read makes a chunk be done again, with half the rows. Memory is a few batches and two spools.
 */
public final class LiveVerification {
  private static final int ATTEMPTS = 200;

  private final LiveStore source;
  private final LiveStore target;
  private final Limits limits;
  private final Cancellation cancellation;
  private final Events events;

  /**
   * How much at once.
   *
   * @param listed how many differences of a collection to list
   * @param rows of the first chunk
   * @param transaction how long a snapshot of the source should last for a chunk; chunks grow and
   *     shrink for it
   */
  public record Limits(int listed, int rows, Duration transaction) {
    /** 100 differences, 5,000 rows, 30 ms. */
    public static final Limits DEFAULT = new Limits(100, 5_000, Duration.ofMillis(30));
  }

  /**
   * @param source the store that is open
   * @param target the closed one
   * @param cancellation asked before each chunk
   */
  public LiveVerification(
      LiveStore source, LiveStore target, Limits limits, Cancellation cancellation, Events events) {
    this.source = source;
    this.target = target;
    this.limits = limits;
    this.cancellation = cancellation;
    this.events = events;
  }

  /**
   * One piece, read on both sides; whoever compares it closes it and the target's scan.
   *
   * @param pass with the changes that hold the rows
   * @param rows of the source
   * @param range of keys
   * @param dead keys of the range that are left out
   * @param there rows of the target, in a snapshot that lasts until the scan is closed
   */
  record Piece(PassStep.Done pass, Spool rows, KeyRange range, DeadKeys dead, RowScan there)
      implements AutoCloseable {
    long version() {
      return pass.result().version();
    }

    long nanos() {
      Changes changes = pass.changes();
      return changes == null ? 0 : changes.chunkNanos();
    }

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
    // Before the first piece: what passes bring behind it is compared again in the barrier.
    target.recordChanges();
    VerifiedRanges verified = new VerifiedRanges(plan);
    VerifiedCollection found = verify(plan, verified);
    target.forget(plan, verified.covered(target.changedKeys(plan)));
    return found;
  }

  private VerifiedCollection verify(CollectionPlan plan, VerifiedRanges verified) {
    boolean ordered =
        plan.orderedByKey() && source.readsInKeyOrder(plan) && target.readsInKeyOrder(plan);
    return ordered ? byChunks(plan, verified) : asAWhole(plan, verified);
  }

  private VerifiedCollection byChunks(CollectionPlan plan, VerifiedRanges verified) {
    ChunkSize size = new ChunkSize(limits.rows(), limits.transaction());
    byte[] after = null;
    try (Comparing comparing = new Comparing(plan, limits.listed(), events, verified)) {
      do {
        Chunk chunk = new Chunk(plan, new KeyRange(after, null), size.rows());
        Piece piece = read(chunk, comparing);
        after = piece.range().upTo();
        size.took(piece.rows().rows(), piece.nanos());
        comparing.begin(piece);
      } while (after != null);
      return comparing.result();
    }
  }

  private VerifiedCollection asAWhole(CollectionPlan plan, VerifiedRanges verified) {
    Chunk chunk = new Chunk(plan, KeyRange.ALL, Integer.MAX_VALUE);
    try (Comparing none = new Comparing(plan, limits.listed(), events, verified);
        Piece piece = read(chunk, none);
        Spool there = new RowSpool()) {
      Spools.fill(there, piece.there());
      DeadKeys dead = piece.dead();
      ComparisonResult found =
          new MultisetComparison(
                  () -> Equality.of(plan), new DeadRows(), limits.listed(), compared -> {})
              .compare(
                  () -> dead.without(plan, piece.rows().scan()),
                  () -> dead.without(plan, there.scan()));
      verified.add(KeyRange.ALL, piece.version(), found.equal());
      return VerifiedCollection.begin(plan)
          .plus(found, dead.size(), piece.version(), piece.nanos());
    }
  }

  /** Reads a piece on both sides at the same state, however often that takes. */
  private Piece read(Chunk chunk, Comparing comparing) {
    Chunk now = chunk;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      cancellation.check();
      Piece piece = tryToRead(now, comparing);
      if (piece != null) {
        return piece;
      }
      if (now.rows() != Integer.MAX_VALUE) {
        now = new Chunk(now.plan(), now.range(), Math.max(ChunkSize.FEWEST_ROWS, now.rows() / 2));
      }
    }
    throw new CrossfadeException(
        ErrorCode.CF_6006,
        "table " + chunk.plan().target() + ": overtaken by other passes " + ATTEMPTS + " times");
  }

  private @Nullable Piece tryToRead(Chunk chunk, Comparing comparing) {
    PassStep.Done done = Pass.run(source, target, Pass.begin(chunk));
    Piece piece = null;
    try {
      // One scan of a store at a time.
      comparing.await();
      piece = counterpart(chunk, done);
      return piece;
    } finally {
      if (piece == null) {
        done.abandon();
      }
    }
  }

  private @Nullable Piece counterpart(Chunk chunk, PassStep.Done done) {
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
    byte[] upTo = more ? Spools.lastKey(chunk.plan(), rows) : chunk.range().upTo();
    KeyRange range = new KeyRange(chunk.range().after(), upTo);
    // Asked before the rows: a version that still stands afterwards stood all the time.
    DeadKeys dead = new DeadKeys(target.deadKeys(chunk.plan(), range));
    RowScan there = target.read(chunk.plan(), range, done.result().version());
    return there == null ? null : new Piece(done, rows, range, dead, there);
  }
}
