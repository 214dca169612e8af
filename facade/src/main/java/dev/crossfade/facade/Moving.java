package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.facade.live.Actor;
import dev.crossfade.live.Console;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Retiring;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Wiring;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then what the ledger says of a store's patterns, and has a {@link Mover} for each
 * that is moved. Whoever began it, from this process or another, is found here. While the second
 * store is away it tries again, and says so once.
 */
final class Moving implements AutoCloseable {
  private static final long LOOK_MILLIS = 300;

  private final String name;
  private final Lanes lanes;
  private final LaneNotes notes;
  private final Wiring wiring;
  private final Sources sources;
  private final Events events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final ReentrantLock looking = new ReentrantLock();
  private final Map<Lane, Mover> movers = new ConcurrentHashMap<>();
  private final Cancellation cancellation = new Cancellation();
  private final Thread thread;
  private final HalfSwitches halfSwitches;
  private final HandEdits edits;
  private boolean asked;
  private volatile boolean migrated;
  private long looks;
  private volatile Link link;

  /**
   * @param name of the application's store
   * @param sources how the ledger names the first store of each lane
   * @param edits what people changed by hand, taken already
   */
  Moving(
      String name,
      Lanes lanes,
      LaneNotes notes,
      Wiring wiring,
      Sources sources,
      HandEdits edits,
      Events events) {
    this.edits = edits;
    this.name = name;
    this.lanes = lanes;
    this.notes = notes;
    this.wiring = wiring;
    this.sources = sources;
    this.events = events;
    halfSwitches = new HalfSwitches(this, System::nanoTime);
    link = new Link(false, FaultPoints.clock().instant(), "it was not reached yet");
    thread = new Thread(this::run, "crossfade-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!cancellation.requested()) {
      try {
        alone(this::look);
        reached();
      } catch (CrossfadeException e) {
        away(e);
      }
      await();
    }
  }

  /** Waits until somebody asks, or it is time to look again. */
  private void await() {
    lock.lock();
    try {
      looks++;
      woken.signalAll();
      long left = LOOK_MILLIS * 1_000_000;
      while (!asked && !cancellation.requested() && left > 0) {
        left = woken.awaitNanos(left);
      }
      asked = false;
    } catch (InterruptedException e) {
      // Nobody knows this thread but close(), which asks otherwise.
      asked = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does something while the ledger is not looked at: what was read of it before would be taken for
   * news afterwards.
   */
  void alone(Runnable work) {
    looking.lock();
    try {
      work.run();
    } finally {
      looking.unlock();
    }
  }

  /** Has the ledger looked at soon. */
  void ask() {
    lock.lock();
    try {
      asked = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    if (!migrated) {
      if (!wiring.target().target().relations("crossfade").contains("live_migrations")) {
        return;
      }
      wiring.ledger().migrate();
      migrated = true;
    }
    Map<String, MigrationRecord> active = new HashMap<>();
    Migrations.active(wiring.ledger()).forEach(one -> active.put(one.source(), one));
    for (Lane lane : lanes.moved()) {
      MigrationRecord record = active.get(sources.of(lane));
      if (record == null) {
        ended(lane);
      } else {
        heard(lane, record);
      }
    }
  }

  private void heard(Lane lane, MigrationRecord record) {
    Stage stage = Stage.valueOf(record.stage());
    if (lane.stage() == Stage.RETIRED) {
      // A process died while it retired this lane: the first store stays closed for ever.
      new Retiring(migration(record)).run();
      return;
    }
    if (lane.stage() != stage || !record.id().equals(lane.migration())) {
      notes.write(lane, record.id(), stage);
      events.emit(new Event.Note(name + ", " + lane + ": " + stage));
    }
    if (isLost(lane, stage)) {
      return;
    }
    edits.settle(lane, record, this);
    Mover known = movers.get(lane);
    if (known == null) {
      Mover mover =
          new Mover(
              "crossfade-" + name + "-" + lane.group(),
              () -> migration(record),
              events,
              text -> events.emit(new Event.Note(name + ", " + lane + ": " + text)));
      movers.put(lane, mover);
      mover.start();
    }
    halfSwitches.look(lane, record);
  }

  /**
   * A first store without its control row would take writes though the database may be open: its
   * notes were removed, or it is another file.
   */
  private boolean isLost(Lane lane, Stage stage) {
    boolean lost = stage != Stage.LEGACY_ONLY && !sources.isKnown(lane);
    if (lost && !lane.isLost()) {
      tell(lane + ": the control row of the first store is lost; nothing is read or written there");
    }
    lane.lose(lost);
    return lost;
  }

  private void ended(Lane lane) {
    Mover mover = movers.remove(lane);
    if (mover != null) {
      mover.stop();
    }
    if (lane.migration() != null && lane.stage() != Stage.RETIRED) {
      if (sources.isClosed(lane)) {
        notes.write(lane, null, Stage.RETIRED);
      } else {
        notes.clear(lane);
      }
    }
  }

  private void reached() {
    if (!link.connected()) {
      boolean first = link.trouble() != null && looks == 0;
      link = new Link(true, FaultPoints.clock().instant(), null);
      if (!first) {
        events.emit(new Event.Note(name + ": the database answers"));
      }
    }
  }

  private void away(CrossfadeException e) {
    Instant now = FaultPoints.clock().instant();
    String trouble = e.code().code() + " " + e.code().title() + ": " + e.detail();
    if (link.connected() || looks == 0) {
      link = new Link(false, now, trouble);
      events.emit(
          new Event.Note(
              name
                  + ": the database does not answer, and is asked again now and then; "
                  + trouble));
    } else {
      link = new Link(false, link.since(), trouble);
    }
  }

  /** How the second store answers. */
  Link link() {
    return link;
  }

  /** Whether the second store answered last, and has a ledger that others may write to. */
  boolean isReady() {
    return migrated && link.connected();
  }

  /** A lane's mover, or null. */
  @Nullable Mover mover(Lane lane) {
    return movers.get(lane);
  }

  /** Ends a lane's mover and waits for that; it comes back when the ledger still has its record. */
  void stop(Lane lane) {
    Mover mover = movers.remove(lane);
    if (mover != null) {
      mover.stop();
      mover.join();
    }
  }

  Wiring wiring() {
    return wiring;
  }

  LiveLedger ledger() {
    return wiring.ledger();
  }

  Sources sources() {
    return sources;
  }

  Lanes lanes() {
    return lanes;
  }

  Migration migration(MigrationRecord record) {
    return new Migration(wiring, record, Actor.here());
  }

  Console console() {
    return new Console(
        events, cancellation, text -> events.emit(new Event.Note(name + ": " + text)));
  }

  /** Tells people something. */
  void tell(String text) {
    events.emit(new Event.Note(name + ": " + text));
  }

  /** The lanes whose mover ended by itself, and why. */
  Map<Lane, CrossfadeException> failures() {
    Map<Lane, CrossfadeException> failures = new HashMap<>();
    movers.forEach(
        (lane, mover) -> {
          CrossfadeException failure = mover.failure();
          if (failure != null) {
            failures.put(lane, failure);
          }
        });
    return failures;
  }

  /** Ends everything; both stores are used no more when this returns. */
  @Override
  public void close() {
    cancellation.request();
    ask();
    Threads.join(thread);
    List<Mover> all = List.copyOf(movers.values());
    all.forEach(Mover::stop);
    all.forEach(Mover::join);
  }
}
