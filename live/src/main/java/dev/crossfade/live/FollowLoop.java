package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.Lease;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.live.Passes;
import dev.crossfade.core.live.Standing;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.live.Switchover;
import java.time.Duration;

/** Pass after pass, in the direction that the control rows say. */
final class FollowLoop {
  private static final Duration AWAIT = Duration.ofMillis(250);
  private static final long LOOK_NANOS = 500_000_000;

  private static final long CHECK_NANOS = 3_000_000_000L;

  /** A pass of a program that writes all the while is never empty. */
  private static final long CAUGHT_UP = 1000;

  private final Migration migration;
  private final LiveStore first;
  private final LiveStore second;
  private final Side side;
  private final SecondSide server;
  private final SchemaWatch schema;
  private final Console console;
  private final Backoff backoff;
  private final Throttle throttle;
  private boolean forth = true;
  private Passes passes;
  private long lookedAt;
  private boolean looked;
  private long checkedAt;
  private boolean checked;

  FollowLoop(
      Migration migration,
      Migration.Pair pair,
      Console console,
      Backoff backoff,
      Throttle throttle) {
    this.throttle = throttle;
    this.migration = migration;
    first = pair.first().store();
    second = pair.second().store();
    side = pair.first();
    server = pair.second();
    schema = new SchemaWatch(migration, pair.first());
    passes = new Passes(first, second);
    this.console = console;
    this.backoff = backoff;
  }

  void run(Lease lease, Runnable following) {
    server.requireKnownServer();
    while (!console.cancellation().requested()) {
      if (!look(lease)) {
        return;
      }
      if (throttle.holds()) {
        throttle.pause();
        continue;
      }
      PassResult result = passes.next();
      backoff.worked();
      switch (result.kind()) {
        case EMPTY -> {
          following.run();
          passes.source().awaitCommit(AWAIT);
        }
        case APPLIED -> {
          throttle.spent(result.keys());
          deadKeys(result);
          if (result.keys() < CAUGHT_UP) {
            following.run();
          }
        }
        case OVERTAKEN -> {}
        case BLOCKED -> {
          looked = false;
          Backoff.sleep(console.cancellation(), 5);
        }
      }
    }
  }

  /** Looks at the record and the control rows now and then; false ends the loop. */
  private boolean look(Lease lease) {
    if (looked && System.nanoTime() - lookedAt < LOOK_NANOS) {
      return true;
    }
    looked = true;
    lookedAt = System.nanoTime();
    if (!lease.held()) {
      // Its connection was cut, and another process may follow by now: stand in line again.
      return false;
    }
    migration.refresh();
    if (migration.record().paused() != null || migration.stage() == Stage.RETIRED) {
      return false;
    }
    schema.look();
    Switchover.shutRestored(first, second);
    StoreState legacy = first.state();
    StoreState successor = second.state();
    boolean goesForth = Standing.of(legacy, successor).direction() == Direction.FORTH;
    if (goesForth != forth) {
      passes = goesForth ? new Passes(first, second) : new Passes(second, first);
      forth = goesForth;
    }
    enter(Stage.of(legacy, successor, migration.stage()));
    for (Side.Happening happening : side.happenings(!goesForth && successor.open())) {
      console.note().accept(happening.text());
      migration.event(happening.kind(), happening.text(), null);
    }
    checkTarget();
    // A copy that was voided has to be made anew before passes go on.
    return migration.stage() != Stage.LEGACY_ONLY;
  }

  /**
   * The target's fence is looked at by nobody else. The source goes first: while a change of its
   * schema is being taken over, the target is not yet what the plan says.
   */
  private void checkTarget() {
    if (checked && System.nanoTime() - checkedAt < CHECK_NANOS) {
      return;
    }
    (forth ? first : second).requireIntact();
    (forth ? second : first).requireIntact();
    checked = true;
    checkedAt = System.nanoTime();
  }

  private void enter(Stage stage) {
    if (stage != Stage.BARRIER && migration.stage() != stage) {
      // Between its reading and this a command may have moved it on.
      migration.enter(migration.stage(), stage);
    }
  }

  private void deadKeys(PassResult result) {
    if (result.deadKeys() > 0) {
      migration.event(
          "dead-keys",
          result.deadKeys()
              + " keys of a pass hold values that do not fit; crossfade status counts them",
          null);
    }
  }
}
