package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Lease;
import java.util.List;
import java.util.Optional;

/**
 * Makes passes as long as it lives: from the store that is open to the other. One process does at a
 * time; others wait and take over when it dies. Failures of either store are waited out; what only
 * a person can mend pauses the migration until it is resumed.
 */
public final class Follower {
  private static final long STAND_BY_MILLIS = 300;
  private static final long PAUSED_MILLIS = 500;
  private static final int HANDOVER_TRIES = 60;
  private static final long HANDOVER_MILLIS = 50;

  private final Migration migration;
  private final Console console;
  private final Backoff backoff;
  private final Throttle throttle;
  private Runnable whenPaused = () -> {};
  private boolean toldPaused;

  /**
   * @param migration written in the ledger
   * @param console the way to the user
   */
  public Follower(Migration migration, Console console) {
    this.migration = migration;
    this.console = console;
    backoff = new Backoff(console.cancellation(), this::trouble);
    throttle = new Throttle(migration, console, System::nanoTime);
  }

  /**
   * Follows until it is asked to stop, or the migration is retired.
   *
   * @param following called once, when the second store has caught up
   * @throws CrossfadeException when the first copy cannot be made
   */
  public void run(Runnable following) {
    run(following, () -> {});
  }

  /**
   * The same.
   *
   * @param paused called each time when it begins to wait since it is paused
   */
  public void run(Runnable following, Runnable paused) {
    whenPaused = paused;
    boolean[] told = new boolean[1];
    Runnable once =
        () -> {
          if (!told[0]) {
            told[0] = true;
            following.run();
          }
        };
    while (!console.cancellation().requested() && migration.stage() != Stage.RETIRED) {
      try {
        migration.refresh();
        if (!pausedNow()) {
          awaitLease(once);
        }
      } catch (CrossfadeException failure) {
        handle(failure);
      }
    }
  }

  private void awaitLease(Runnable following) {
    boolean waiting = false;
    while (!console.cancellation().requested()) {
      Optional<Lease> lease = migration.ledger().lease(migration.id(), migration.actor());
      if (lease.isPresent()) {
        try (Lease held = lease.get()) {
          holdOrPause(held, following);
          return;
        }
      }
      if (!waiting) {
        waiting = true;
        console
            .note()
            .accept(
                "Standing by: "
                    + migration.ledger().leaseHolder(migration.id())
                    + " follows; this process takes over when that one ends.");
      }
      Backoff.sleep(console.cancellation(), STAND_BY_MILLIS);
    }
  }

  /**
   * What only a person can mend pauses the migration while the lease is held: whoever resumes it
   * takes the lease, and so comes after that.
   */
  private void holdOrPause(Lease lease, Runnable following) {
    try {
      hold(lease, following);
    } catch (CrossfadeException failure) {
      if (!pauses(failure)) {
        throw failure;
      }
      LastVerification.doubt(migration, failure);
      console.note().accept(failure.code().code() + " " + failure.detail());
      migration.pauseUnlessPaused(
          failure.code().code() + " " + failure.code().title() + ": " + failure.detail());
    }
  }

  private boolean pauses(CrossfadeException failure) {
    return failure.code() != ErrorCode.CF_5201
        && !ends(failure)
        && Troubles.needsPerson(failure.code());
  }

  private boolean ends(CrossfadeException failure) {
    return Troubles.endsFollowing(failure.code())
        || migration.stage() == Stage.LEGACY_ONLY && Troubles.endsFirstCopy(failure.code());
  }

  private void hold(Lease lease, Runnable following) {
    if (migration.refresh().paused() != null || migration.stage() == Stage.RETIRED) {
      return;
    }
    throttle.begin();
    if (migration.stage() == Stage.LEGACY_ONLY) {
      new FirstCopy(migration, console, throttle, lease).run();
    }
    try (Migration.Pair pair = migration.pair()) {
      new SchemaSettling(migration, console).run(pair);
      new FollowLoop(migration, pair, console, backoff, throttle).run(lease, following);
    } catch (CrossfadeException failure) {
      if (!SchemaTakeOver.concerns(failure.code())) {
        throw failure;
      }
      new SchemaTakeOver(migration, false, List.of()).run();
    }
  }

  /** Waits a moment when it is paused. */
  private boolean pausedNow() {
    String paused = migration.record().paused();
    if (paused == null) {
      toldPaused = false;
      return false;
    }
    if (Handover.is(paused)) {
      awaitHandover();
      return true;
    }
    if (!toldPaused) {
      toldPaused = true;
      console.note().accept("Paused: " + paused);
      whenPaused.run();
    }
    Backoff.sleep(console.cancellation(), PAUSED_MILLIS);
    return true;
  }

  /** Waits while somebody else holds the lease; when nobody has it any more, it has died. */
  private void awaitHandover() {
    for (int i = 0; i < HANDOVER_TRIES && Handover.is(migration.refresh().paused()); i++) {
      Backoff.sleep(console.cancellation(), HANDOVER_MILLIS);
    }
    if (Handover.is(migration.record().paused())) {
      migration
          .ledger()
          .lease(migration.id(), migration.actor())
          .ifPresent(
              lease -> {
                try (lease) {
                  Handover.end(migration);
                }
              });
    }
  }

  private void handle(CrossfadeException failure) {
    if (failure.code() == ErrorCode.CF_5201) {
      return;
    }
    if (ends(failure)) {
      throw SchemaTakeOver.concerns(failure.code()) ? duringCopy(failure) : failure;
    }
    backoff.failed(failure);
  }

  private static CrossfadeException duringCopy(CrossfadeException failure) {
    return new CrossfadeException(
        ErrorCode.CF_6331,
        failure.detail()
            + "; the first copy is not complete. Begin again: crossfade retire, then crossfade"
            + " follow",
        failure);
  }

  private void trouble(String text) {
    console.note().accept(text);
    try {
      migration.event("trouble", text, null);
    } catch (CrossfadeException unreachable) {
      // The ledger is what fails; the note is all there can be.
      return;
    }
  }
}
