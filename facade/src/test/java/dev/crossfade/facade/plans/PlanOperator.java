package dev.crossfade.facade.plans;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.PatternStatus;
import dev.crossfade.facade.StoreMigration;
import dev.crossfade.live.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Moves patterns from stage to stage, as a plan says, and brings all of them to an end. */
final class PlanOperator {
  static final List<String> PATTERNS = List.of("a/{id}", "b/{id}", "");

  /** Bounds hangs only. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final long WAIT_NANOS = 5_000_000;

  /** A switch is left there by whoever made it. */
  private static final List<String> PLACES =
      List.of(
          "live.switch.promised",
          "live.switch.closed",
          "live.switch.drained",
          "live.switch.settled",
          "live.switch.checked",
          "live.switch.opened");

  private final Supplier<CrossfadeStore> store;
  private final Reference reference;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  PlanOperator(Supplier<CrossfadeStore> store, Reference reference) {
    this.store = store;
    this.reference = reference;
  }

  /** Whoever moves a pattern dies; its process lives on. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private StoreMigration migration() {
    return store.get().migration();
  }

  /** Does something to a pattern; fails where the database is away, or a gate is shut. */
  void act(Random random) {
    String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
    int kind = random.nextInt(16);
    String action =
        kind < 9
            ? "advance"
            : kind < 11 ? "back" : kind < 12 ? "disable" : kind < 14 ? "die" : "cancel";
    String place = PLACES.get(random.nextInt(PLACES.size()));
    try {
      switch (action) {
        case "advance" -> advance(pattern);
        case "back" -> migration().back(pattern);
        case "disable" -> migration().disable(pattern);
        case "die" -> die(pattern, place);
        default -> cancel(pattern);
      }
      reference.count(action);
    } catch (CrossfadeException failure) {
      reference.count(action + " " + failure.code().code());
      if (failure.code() == ErrorCode.CF_9001) {
        throw failure;
      }
    }
  }

  /** Brings one pattern or two to where the database is open, mostly. */
  void begin(Random random) {
    int first = random.nextInt(PATTERNS.size());
    for (int i = random.nextInt(3); i > 0; i--) {
      String pattern = PATTERNS.get((first + i) % PATTERNS.size());
      try {
        for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
          advance(pattern);
        }
      } catch (CrossfadeException failure) {
        reference.count("begin " + failure.code().code());
      }
    }
  }

  /** Takes every pattern for one that was begun: a process before this one may have done so. */
  void beginAll() {
    begun.addAll(PATTERNS);
  }

  private void advance(String pattern) {
    begun.add(pattern);
    Stage now = stage(pattern);
    switch (now) {
      case LEGACY_ONLY -> migration().backfill(pattern, Duration.ofSeconds(8));
      case DUAL_WRITE -> migration().advance(pattern);
      case SHADOW_READ -> {
        verify(pattern);
        migration().advance(pattern);
      }
      case BARRIER, NEW_FIRST -> migration().advance(pattern);
      case NEW_ONLY, RETIRED -> verify(pattern);
    }
    reference.count("at " + stage(pattern));
  }

  private void verify(String pattern) {
    var verified = migration().verify(pattern);
    if (verified.differences() != 0) {
      reference.violated("verification under load: " + verified);
    }
  }

  private void die(String pattern, String place) {
    if (System.getProperty("crossfade.fault") != null) {
      // The whole process is to die, somewhere else.
      return;
    }
    Thread here = Thread.currentThread();
    FaultPoints.install(
        name -> {
          if (name.equals(place) && Thread.currentThread() == here) {
            throw new Died();
          }
        });
    try {
      Stage now = stage(pattern);
      if (now.isNew()) {
        verify(pattern);
        migration().back(pattern);
      } else {
        advance(pattern);
      }
    } catch (Died left) {
      reference.count("left at " + place);
    } finally {
      FaultPoints.install(name -> {});
    }
  }

  /** Somebody gives up a switch that somebody else makes. */
  private void cancel(String pattern) {
    Thread other =
        new Thread(
            () -> {
              try {
                advance(pattern);
              } catch (CrossfadeException failure) {
                reference.count("cancelled " + failure.code().code());
              }
            });
    other.setUncaughtExceptionHandler(
        (thread, failure) -> reference.violated("switch beside a cancel: " + failure));
    other.start();
    try {
      while (other.isAlive() && stage(pattern) != Stage.BARRIER) {
        LockSupport.parkNanos(WAIT_NANOS);
      }
      if (other.isAlive()) {
        migration().back(pattern);
      }
    } finally {
      join(other);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Stage stage(String pattern) {
    return status(pattern).stage();
  }

  /** No pass is late for reads in SHADOW_READ: what they found different would be different. */
  void judgeReads() {
    for (PatternStatus one : store.get().status().patterns()) {
      if (one.differingReads() != 0) {
        reference.violated(
            "reads of "
                + one.pattern()
                + " differ: "
                + store.get().differingReads(one.pattern())
                + ", in "
                + one.stage());
      }
    }
  }

  private PatternStatus status(String pattern) {
    return store.get().status().patterns().stream()
        .filter(one -> one.pattern().equals(pattern))
        .findFirst()
        .orElseThrow();
  }

  /** Nothing is away any more: every pattern that was begun ends in a stage of two equal stores. */
  void settle() {
    for (String pattern : begun) {
      within("settling " + pattern, () -> settled(pattern));
    }
    for (String pattern : begun) {
      within("draining " + pattern, () -> status(pattern).waiting() == 0);
    }
  }

  private boolean settled(String pattern) {
    PatternStatus now = status(pattern);
    if (now.stage() == Stage.BARRIER) {
      migration().back(pattern);
      return false;
    }
    if (now.stage() == Stage.LEGACY_ONLY) {
      migration().backfill(pattern, LIMIT);
    }
    var verified = migration().verify(pattern);
    if (verified.differences() != 0) {
      reference.violated("last verification: " + verified);
    }
    return true;
  }

  /** Takes every pattern back to where it came from. */
  void goBack() {
    for (String pattern : begun) {
      within(
          "going back with " + pattern,
          () -> {
            if (stage(pattern).isNew()) {
              migration().back(pattern);
            }
            migration().disable(pattern);
            return true;
          });
    }
  }

  private interface Attempt {
    boolean make();
  }

  private void within(String what, Attempt attempt) {
    long end = System.nanoTime() + LIMIT.toNanos();
    CrossfadeException last = null;
    while (System.nanoTime() - end < 0) {
      try {
        if (attempt.make()) {
          return;
        }
      } catch (CrossfadeException later) {
        last = later;
        reference.count("settling " + later.code().code());
      }
      LockSupport.parkNanos(WAIT_NANOS);
    }
    reference.violated(what + " did not end: " + store.get().status() + ", " + last);
  }
}
