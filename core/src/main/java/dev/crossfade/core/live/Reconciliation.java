package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import dev.crossfade.core.verify.Difference;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.core.verify.MultisetComparison;
import dev.crossfade.core.verify.OrderedComparison;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes a closed store equal to the open one again after one of them was restored from a backup:
 * passes are refused then, since nobody knows what they would have to bring. Both are compared
 * piece by piece, and every key that differs is entered into the open store's outbox; then the open
 * store adopts the pass that the closed one shows. The first pass afterwards brings all of it in
 * one transaction, so that the closed store is a past state of the open one from then on. Before
 * the adoption nothing is changed but the outbox: whoever dies begins again.
 *
 * <p>Writers go on meanwhile; a row that they are changing may count as a difference, and is
 * brought over once more.
 */
public final class Reconciliation {
  private static final int ROWS = 10_000;
  private static final int DIFFERENCES_MAX = 100_000;
  private static final int ATTEMPTS = 200;

  private final LiveStore source;
  private final LiveStore target;
  private final Cancellation cancellation;
  private final Events events;

  /**
   * @param source the store that is right, open
   * @param target the other one, closed
   */
  public Reconciliation(
      LiveStore source, LiveStore target, Cancellation cancellation, Events events) {
    this.source = source;
    this.target = target;
    this.cancellation = cancellation;
    this.events = events;
  }

  /**
   * Compares one collection.
   *
   * @param enter whether keys that differ are entered into the open store's outbox
   * @return what was found, as of many moments
   * @throws CrossfadeException CF-6008 when more differs in one piece than memory should hold
   */
  public VerifiedCollection compare(CollectionPlan plan, boolean enter) {
    boolean ordered =
        plan.orderedByKey() && source.readsInKeyOrder(plan) && target.readsInKeyOrder(plan);
    int rows = ordered ? ROWS : Integer.MAX_VALUE;
    VerifiedCollection sum = VerifiedCollection.begin(plan);
    KeyRange range = KeyRange.ALL;
    boolean more = true;
    while (more) {
      cancellation.check();
      try (Changes changes = source.take(request(plan, range, rows))) {
        Spool here = changes.chunk();
        if (here == null) {
          throw new IllegalStateException("no rows of " + plan.target() + " were read");
        }
        more = here.rows() >= rows;
        byte[] upTo = more ? Spools.lastKey(plan, here) : null;
        ComparisonResult found = compare(plan, here, new KeyRange(range.after(), upTo), ordered);
        if (enter) {
          enter(plan, found);
        }
        sum = sum.plus(found, 0, 0, 0);
        events.emit(new Event.Progress("reconcile", plan.target(), sum.rows(), -1));
        range = new KeyRange(upTo, null);
      }
    }
    return sum;
  }

  /** The open store takes the closed one for what it has fed up to now: passes go on. */
  public void join() {
    source.adopt(target.lastPass());
  }

  private static LiveStore.TakeRequest request(CollectionPlan plan, KeyRange range, int rows) {
    return new LiveStore.TakeRequest(
        UUID.randomUUID().toString(), new LiveStore.Chunk(plan, range, rows));
  }

  private ComparisonResult compare(
      CollectionPlan plan, Spool here, KeyRange range, boolean ordered) {
    RowScan there = there(plan, range);
    if (ordered) {
      return new OrderedComparison(
              Equality.of(plan), new DeadRows(), DIFFERENCES_MAX, compared -> {})
          .compare(here.scan(), there);
    }
    try (Spool spooled = new RowSpool()) {
      Spools.fill(spooled, there);
      return new MultisetComparison(
              () -> Equality.of(plan), new DeadRows(), DIFFERENCES_MAX, compared -> {})
          .compare(here::scan, spooled::scan);
    }
  }

  private RowScan there(CollectionPlan plan, KeyRange range) {
    for (int i = 0; i < ATTEMPTS; i++) {
      cancellation.check();
      RowScan rows = target.read(plan, range, target.state().version());
      if (rows != null) {
        return rows;
      }
    }
    throw new CrossfadeException(ErrorCode.CF_6006, "table " + plan.target());
  }

  private void enter(CollectionPlan plan, ComparisonResult found) {
    if (!found.complete() || found.listed().size() >= DIFFERENCES_MAX) {
      throw new CrossfadeException(
          ErrorCode.CF_6008, "table " + plan.target() + ", more than " + DIFFERENCES_MAX + " keys");
    }
    List<byte[]> keys = found.listed().stream().map(Difference::key).toList();
    if (!keys.isEmpty()) {
      source.touch(Map.of(plan, keys));
    }
  }
}
