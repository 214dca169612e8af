package dev.crossfade.core.live;

import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.core.verify.OrderedComparison;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Compares the pieces of a collection one after another on a thread of its own, so that its owner
 * can read the next piece meanwhile. Nothing but {@link #begin} and {@link #await} hands anything
 * over between the two.
 */
final class Comparing implements AutoCloseable {
  private final int listed;
  private final Events events;
  private final VerifiedRanges verified;
  private VerifiedCollection sum;
  private @Nullable Running running;

  private record Running(LiveVerification.Piece piece, FutureTask<ComparisonResult> task) {}

  /**
   * @param listed how many differences to list
   * @param events told how many rows are compared
   * @param verified told which pieces are equal
   */
  Comparing(CollectionPlan plan, int listed, Events events, VerifiedRanges verified) {
    this.listed = listed;
    this.events = events;
    this.verified = verified;
    sum = VerifiedCollection.begin(plan);
  }

  /**
   * Begins with a piece; the one before must have been awaited.
   *
   * @param piece closed here
   */
  void begin(LiveVerification.Piece piece) {
    FutureTask<ComparisonResult> task = new FutureTask<>(() -> compare(piece));
    running = new Running(piece, task);
    Thread thread = new Thread(task, "crossfade-compare");
    thread.setDaemon(true);
    thread.start();
  }

  private ComparisonResult compare(LiveVerification.Piece piece) {
    CollectionPlan plan = sum.plan();
    int left = Math.max(0, listed - sum.listed().size());
    return new OrderedComparison(Equality.of(plan), new DeadRows(), left, compared -> {})
        .compareReady(
            piece.dead().without(plan, piece.rows().scan()),
            piece.dead().without(plan, piece.there()));
  }

  /** Waits for the piece that was begun last, if there is one; rethrows what it failed with. */
  void await() {
    Running last = running;
    if (last == null) {
      return;
    }
    running = null;
    try (LiveVerification.Piece piece = last.piece()) {
      ComparisonResult found = uninterruptibly(last.task());
      verified.add(piece.range(), piece.version(), found.equal());
      sum = sum.plus(found, piece.dead().size(), piece.version(), piece.nanos());
      events.emit(new Event.Progress("verify", sum.plan().target(), sum.rows(), -1));
    }
  }

  private static ComparisonResult uninterruptibly(FutureTask<ComparisonResult> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What was found, when all is compared. */
  VerifiedCollection result() {
    await();
    return sum;
  }

  /** Waits until nothing is compared any more; a failure that nobody has seen yet is thrown. */
  @Override
  public void close() {
    await();
  }
}
