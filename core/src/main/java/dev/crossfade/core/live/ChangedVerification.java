package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore.Picked;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.core.verify.MultisetComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares just the keys that passes brought since they were verified, exactly, while writers go on
 * or in the barrier: a pass whose snapshot also reads their rows, then the target's rows at the
 * version of that pass. Keys that are dead over there are left out.
 *
 * <p>Collections that changed as a whole are not looked at; {@link LiveVerification} compares them.
 */
public final class ChangedVerification {
  /** Keys read at once, and so how long one transaction on the source can last. */
  static final int BATCH = 2_000;

  private static final int ATTEMPTS = 200;

  private final LiveStore source;
  private final LiveStore target;
  private final int listed;
  private final BooleanSupplier enough;

  /**
   * @param source the store that is open, or was last
   * @param target the closed one
   * @param listed how many differences of a collection to list
   * @param enough asked before each read: whether to break off
   */
  public ChangedVerification(
      LiveStore source, LiveStore target, int listed, BooleanSupplier enough) {
    this.source = source;
    this.target = target;
    this.listed = listed;
    this.enough = enough;
  }

  /**
   * What was found.
   *
   * @param before what was recorded
   * @param keys how many were compared
   * @param complete whether that was all that was recorded key by key; false when it broke off
   * @param collections one for each that had such keys
   * @param compared the keys that were found equal, with the version at which they were
   */
  public record Result(
      ChangedKeys before,
      long keys,
      boolean complete,
      List<VerifiedCollection> collections,
      List<Compared> compared) {
    /** Whether all that was compared is equal. */
    public boolean equal() {
      return collections.stream().allMatch(VerifiedCollection::equal);
    }

    /** How many keys differ. */
    public long differences() {
      return collections.stream().mapToLong(VerifiedCollection::differences).sum();
    }

    /** Takes what was found equal off the record. */
    public void forget(LiveStore target) {
      compared.forEach(done -> target.forget(done.plan(), done.keys()));
    }
  }

  /** Keys of a collection that were found equal. */
  public record Compared(CollectionPlan plan, List<ChangedKey> keys) {}

  /**
   * Compares; nothing is taken off the record yet.
   *
   * @throws CrossfadeException {@code CF-6001} when the stores are not in step, {@code CF-6006}
   *     when they changed roles meanwhile or others' passes left no gap
   */
  public Result run(List<CollectionPlan> plans) {
    ChangedKeys before = target.recorded();
    List<VerifiedCollection> found = new ArrayList<>();
    List<Compared> compared = new ArrayList<>();
    long keys = 0;
    boolean complete = true;
    for (CollectionPlan plan : before.keys() == 0 ? List.<CollectionPlan>of() : plans) {
      List<byte[]> left = single(target.changedKeys(plan));
      VerifiedCollection sum = VerifiedCollection.begin(plan);
      for (int from = 0; from < left.size(); from += BATCH) {
        if (enough.getAsBoolean()) {
          complete = false;
          break;
        }
        List<byte[]> some = left.subList(from, Math.min(left.size(), from + BATCH));
        VerifiedCollection one = compare(new Picked(plan, some), listed - sum.listed().size());
        sum = sum.plus(one);
        keys += some.size();
        if (one.equal()) {
          long version = one.version();
          compared.add(
              new Compared(plan, some.stream().map(k -> new ChangedKey(k, version)).toList()));
        }
      }
      if (!left.isEmpty()) {
        found.add(sum);
      }
    }
    return new Result(before, keys, complete, found, compared);
  }

  private static List<byte[]> single(List<ChangedKey> recorded) {
    return recorded.stream().filter(key -> !key.whole()).map(ChangedKey::key).toList();
  }

  private VerifiedCollection compare(Picked picked, int limit) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long from = System.nanoTime();
      PassStep.Done done = Pass.run(source, target, picked);
      try {
        long took = System.nanoTime() - from;
        VerifiedCollection found = counterpart(picked, done, Math.max(0, limit), took);
        if (found != null) {
          return found;
        }
      } finally {
        done.abandon();
      }
    }
    throw new CrossfadeException(
        ErrorCode.CF_6006,
        "table " + picked.plan().target() + ": overtaken by other passes " + ATTEMPTS + " times");
  }

  private @Nullable VerifiedCollection counterpart(
      Picked picked, PassStep.Done done, int limit, long took) {
    if (done.result().kind() == PassResult.Kind.BLOCKED) {
      throw new CrossfadeException(
          ErrorCode.CF_6006, target.name() + " is not the store that is fed");
    }
    Changes changes = done.changes();
    Spool here = changes == null ? null : changes.chunk();
    if (done.result().kind() == PassResult.Kind.OVERTAKEN || here == null) {
      return null;
    }
    CollectionPlan plan = picked.plan();
    // Asked before the rows: a version that still stands afterwards stood all the time.
    DeadKeys dead = new DeadKeys(target.deadKeys(plan, KeyRange.ALL));
    long version = done.result().version();
    RowScan scan = target.read(picked, version);
    if (scan == null) {
      return null;
    }
    try (Spool there = new RowSpool()) {
      Spools.fill(there, scan);
      ComparisonResult found =
          new MultisetComparison(() -> Equality.of(plan), new DeadRows(), limit, rows -> {})
              .compare(
                  () -> dead.without(plan, here.scan()), () -> dead.without(plan, there.scan()));
      return VerifiedCollection.begin(plan).plus(found, 0, version, took);
    }
  }
}
