package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.live.Reconciliation;
import dev.crossfade.core.live.Switchover;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.plan.CollectionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Brings two stores together again of which one was restored from a backup: compares them, and
 * makes the other one equal to the one that a person says is right.
 */
public final class Reconciling {
  private static final int PASSES_MAX = 1000;

  private final Migration migration;
  private final Console console;

  /**
   * @param migration backfilled
   */
  public Reconciling(Migration migration, Console console) {
    this.migration = migration;
    this.console = console;
  }

  /**
   * Compares all tables and changes nothing.
   *
   * @return one for each table; a row that is being written may count as different
   * @throws CrossfadeException CF-6308 before the first copy is complete
   */
  public List<VerifiedCollection> look() {
    migration.requireCopied();
    try (Handover lease = Handover.take(migration, console.cancellation());
        Migration.Pair pair = migration.pair()) {
      Objects.requireNonNull(lease);
      return compare(reconciliation(Way.now(pair)), false);
    }
  }

  /**
   * Makes both equal, and lets the migration go on. May be repeated after a death.
   *
   * @param right FORTH when the first store is right, BACK when the second is; that one is open
   *     afterwards
   * @param reason why, for the events
   * @return what differed
   * @throws CrossfadeException CF-6308 before the first copy is complete, or when somebody else
   *     switches meanwhile; CF-6008 when too much differs
   */
  public List<VerifiedCollection> run(Direction right, String reason) {
    migration.requireCopied();
    try (Handover lease = Handover.take(migration, console.cancellation());
        Migration.Pair pair = migration.pair()) {
      Objects.requireNonNull(lease);
      Way way = open(pair, right, reason);
      Reconciliation reconciliation = reconciliation(way);
      List<VerifiedCollection> found = compare(reconciliation, true);
      pair.second().acceptServer();
      reconciliation.join();
      pass(way);
      migration.pause(null);
      long keys = found.stream().mapToLong(VerifiedCollection::differences).sum();
      migration.event(
          "reconciled", keys + " keys were brought over to " + way.target().name(), reason);
      return found;
    }
  }

  /** Sees to it that the right one is the store that is open. */
  private Way open(Migration.Pair pair, Direction right, String reason) {
    shutOlder(pair);
    Way now = Way.now(pair);
    Way way = Way.of(pair, right);
    migration.event("reconciling", way.source().name() + " is right", reason);
    if (now.direction() != right) {
      Switchover.takeOver(now.source(), now.target());
    } else if (!now.source().state().open()) {
      Switchover.cancel(now.source(), now.target());
    }
    return way;
  }

  /** Both may be open when one was restored; the older opening does not count. */
  private static void shutOlder(Migration.Pair pair) {
    try {
      Switchover.shutRestored(pair.first().store(), pair.second().store());
    } catch (CrossfadeException closed) {
      if (closed.code() != ErrorCode.CF_6005) {
        throw closed;
      }
    }
  }

  private Reconciliation reconciliation(Way way) {
    return new Reconciliation(way.source(), way.target(), console.cancellation(), console.events());
  }

  private List<VerifiedCollection> compare(Reconciliation reconciliation, boolean enter) {
    List<VerifiedCollection> found = new ArrayList<>();
    for (CollectionPlan plan : migration.plan().moved()) {
      found.add(reconciliation.compare(plan, enter));
    }
    return found;
  }

  /** The first that is applied brings all that was entered. */
  private void pass(Way way) {
    LiveStore target = way.target();
    for (int i = 0; i < PASSES_MAX; i++) {
      console.cancellation().check();
      PassResult.Kind kind = Pass.run(way.source(), target).kind();
      if (kind == PassResult.Kind.APPLIED || kind == PassResult.Kind.EMPTY) {
        return;
      }
    }
    throw new CrossfadeException(ErrorCode.CF_6006, target.name());
  }
}
