package dev.crossfade.core.live;

import dev.crossfade.core.live.LiveStore.TakeRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The processes of the scenarios; all but the application run the production code. */
final class Processes {
  private static final RuntimeException LOST = new RuntimeException("the answer was lost");

  private Processes() {}

  /** One transaction of the application on whichever store is open: fence, data and outbox. */
  record Writer(@Nullable String value) implements Process {
    private record Fenced(boolean first) {}

    private record Written(boolean first) {}

    @Override
    public String name() {
      return "write " + value;
    }

    @Override
    public Object begin() {
      return "writer";
    }

    @Override
    public @Nullable Object step(World world, Object at) {
      if (at instanceof Written written) {
        world.mark(world.store(written.first()));
        return DONE;
      }
      boolean first;
      if (at instanceof Fenced fenced) {
        first = fenced.first();
      } else {
        first = world.first.now.state().open();
        if (!first && !world.second.now.state().open()) {
          return null;
        }
        if (world.has(Bug.FENCE_CHECKED_OUTSIDE_THE_WRITE)) {
          return new Fenced(first);
        }
      }
      world.put(world.store(first), value);
      if (world.has(Bug.OUTBOX_WRITTEN_AFTER_THE_WRITE)) {
        return new Written(first);
      }
      world.mark(world.store(first));
      return DONE;
    }
  }

  /** A chunk a key: read, make the source durable, load in a later transaction; then complete. */
  record Backfill() implements Process {
    private record At(int key, int phase, @Nullable String value) {}

    @Override
    public String name() {
      return "backfill";
    }

    @Override
    public Object begin() {
      return new At(0, 0, null);
    }

    @Override
    public @Nullable Object step(World world, Object state) {
      At at = (At) state;
      if (at.key() == World.KEYS.length) {
        world.second.change(Rules::complete);
        return DONE;
      }
      String key = World.KEYS[at.key()];
      switch (at.phase()) {
        case 0 -> {
          return new At(at.key(), 1, world.first.now.data().get(key));
        }
        case 1 -> {
          if (!world.has(Bug.SOURCE_NOT_SYNCED_BEFORE_APPLY)) {
            world.first.sync();
          }
          return new At(at.key(), 2, at.value());
        }
        default -> {
          world.second.now = world.second.now.put(key, at.value());
          return new At(at.key() + 1, 0, null);
        }
      }
    }
  }

  /** Makes passes. */
  record Applier(boolean forth, int times) implements Process {
    private record At(int left, PassStep step) {}

    private record Idle(int left) {}

    /** Where the version is read when it is read too late. */
    private record Late(int left, Changes changes) {}

    @Override
    public String name() {
      return forth ? "apply L>N" : "apply N>L";
    }

    @Override
    public Object begin() {
      return new Idle(times);
    }

    @Override
    public @Nullable Object step(World world, Object state) {
      MemoryStore from = world.store(forth);
      MemoryStore to = world.store(!forth);
      if (state instanceof Idle idle) {
        if (to.now.state().open()) {
          return DONE;
        }
        if (!to.state().complete()) {
          return null;
        }
        PassStep look = new PassStep.Look(request(idle.left()));
        return after(idle.left(), look.next(from, to), world, from, to);
      }
      if (state instanceof Late late) {
        return new At(late.left(), new PassStep.Apply(late.changes(), to.state().version()));
      }
      At at = (At) state;
      if (at.step() instanceof PassStep.AskAgain && world.has(Bug.ALARM_WITHOUT_ASKING_AGAIN)) {
        world.fault = "a false alarm";
        return DONE;
      }
      if (at.step() instanceof PassStep.Trim trim && world.has(Bug.RECORDED_AFTER_THE_PASS)) {
        ((BuggyStore) to).recordLate(trim.changes());
      }
      return after(at.left(), at.step().next(from, to), world, from, to);
    }

    private TakeRequest request(int left) {
      return new TakeRequest(name() + times + "@" + left, null);
    }

    private Object after(int left, PassStep step, World world, MemoryStore from, MemoryStore to) {
      if (step instanceof PassStep.Done done) {
        checkEmpty(done, world, from, to);
        return left == 1 ? DONE : next(left - 1, done);
      }
      if (step instanceof PassStep.Apply apply && world.has(Bug.VERSION_READ_AFTER_THE_SNAPSHOT)) {
        return new Late(left, apply.changes());
      }
      return new At(left, step);
    }

    private Object next(int left, PassStep.Done before) {
      PassStep first = PassStep.after(before, request(left));
      return first instanceof PassStep.Look ? new Idle(left) : new At(left, first);
    }
  }

  /** An empty pass says that the target shows the snapshot, as long as its version lasts. */
  private static void checkEmpty(
      PassStep.Done done, World world, MemoryStore from, MemoryStore to) {
    if (done.result().kind() == PassResult.Kind.EMPTY
        && to.now.state().version() == done.result().version()
        && !to.now.state().open()
        && !from.now.data().equals(to.now.data())) {
      world.fault = "an empty pass, and the target is not equal";
    }
  }

  /** What is odd about a switch. */
  enum Habit {
    /** Nothing: it waits for the backfill, as its gates do. */
    NONE,
    /** It begins before the backfill is complete. */
    EARLY,
    /** It asks the target twice to open. */
    TWICE,
    /** Its closing and its opening may be done, and the answer not arrive. */
    LOSES_ANSWERS
  }

  /** A switch; the label tells two of them apart. */
  record Switch(boolean forth, int label, Habit habit) implements Process {
    /** Opens once more by the ballot that it opened with already. */
    private record Twice(SwitchStep.Open open) {}

    @Override
    public String name() {
      return "switch " + label + (forth ? " L>N" : " N>L");
    }

    @Override
    public Object begin() {
      return new SwitchStep.Look();
    }

    @Override
    public @Nullable Object answerLost(Object at) {
      if (habit != Habit.LOSES_ANSWERS
          || !(at instanceof SwitchStep.Close || at instanceof SwitchStep.Open)) {
        return null;
      }
      return ((SwitchStep) at).failed(LOST);
    }

    @Override
    public @Nullable Object step(World world, Object at) {
      MemoryStore from = world.store(forth);
      MemoryStore to = world.store(!forth);
      if (at instanceof Twice twice) {
        open(world, to, twice.open());
        return DONE;
      }
      if (at instanceof SwitchStep.Look
          && habit != Habit.EARLY
          && !world.second.now.state().complete()) {
        return null;
      }
      if (at instanceof SwitchStep.Open open) {
        if (habit == Habit.TWICE) {
          open(world, to, open);
          return new Twice(open);
        }
        if (world.has(Bug.OPENED_WITHOUT_ITS_BALLOT) || world.has(Bug.OPENED_BEFORE_THE_BACKFILL)) {
          open(world, to, open);
          return DONE;
        }
      }
      if (at instanceof SwitchStep.Promise promise && world.has(Bug.OPENED_BEFORE_THE_BACKFILL)) {
        return promiseAnyway(to, promise);
      }
      return after(((SwitchStep) at).next(from, to, means(world, to)), world);
    }

    private SwitchMeans means(World world, MemoryStore to) {
      String id = name() + "@" + to.now.state().version();
      return new SwitchMeans(SwitchMeans.Barrier.NONE, Duration.ofSeconds(1), () -> 0, () -> id);
    }

    private static Object after(SwitchStep step, World world) {
      if (step instanceof SwitchStep.Ended) {
        return DONE;
      }
      if (step instanceof SwitchStep.Drain drain
          && drain.pass() instanceof PassStep.Apply
          && world.has(Bug.OPENED_BEFORE_DRAINED)) {
        return new SwitchStep.Settle(drain.closed());
      }
      return step;
    }

    private static Object promiseAnyway(MemoryStore to, SwitchStep.Promise promise) {
      long ballot =
          to.change(row -> Rules.promise(BuggyStore.complete(row, true), promise.epoch()))
              .map(StoreState::promise)
              .orElse(0L);
      to.now = to.now.with(BuggyStore.complete(to.now.state(), false));
      return ballot == 0 ? DONE : new SwitchStep.Close(promise.epoch(), ballot, 0);
    }

    private static void open(World world, MemoryStore to, SwitchStep.Open open) {
      long ballot = open.closed().ballot();
      boolean any = world.has(Bug.OPENED_WITHOUT_ITS_BALLOT);
      boolean again = world.has(Bug.OPENED_TWICE_BY_ONE_BALLOT);
      boolean early = world.has(Bug.OPENED_BEFORE_THE_BACKFILL);
      to.change(
          row ->
              Rules.open(
                  new StoreState(
                      row.open(),
                      any || again ? -1 : row.epoch(),
                      any ? ballot : row.promise(),
                      row.ballot(),
                      row.version(),
                      early || row.complete()),
                  ballot));
    }
  }

  /** A cancel. */
  record Cancel(boolean forth) implements Process {
    @Override
    public String name() {
      return forth ? "cancel L>N" : "cancel N>L";
    }

    @Override
    public Object begin() {
      return new CancelStep.Look();
    }

    @Override
    public @Nullable Object step(World world, Object at) {
      MemoryStore from = world.store(forth);
      MemoryStore to = world.store(!forth);
      CancelStep next;
      if (at instanceof CancelStep.GiveUp giveUp && world.has(Bug.SOURCE_REOPENED_WITHOUT_ASKING)) {
        StoreState row = to.state();
        next =
            row.open() || row.epoch() > giveUp.epoch()
                ? new CancelStep.Ended(Switchover.Cancelled.TARGET_OPENED)
                : new CancelStep.Reopen(giveUp.epoch(), giveUp.givenUp(), row.promise());
      } else if (at instanceof CancelStep.Reopen reopen
          && world.has(Bug.SOURCE_REOPENED_WHOEVER_CLOSED_IT)) {
        from.change(row -> Rules.reopen(row, row.epoch(), row.ballot(), reopen.ballot()));
        return DONE;
      } else {
        next = ((CancelStep) at).next(from, to);
      }
      return next instanceof CancelStep.Ended ? DONE : next;
    }
  }

  /** The first store's machine dies with all that runs on it; what was not durable is gone. */
  record PowerLoss() implements Process {
    @Override
    public String name() {
      return "power loss";
    }

    @Override
    public Object begin() {
      return "on";
    }

    @Override
    public boolean powerLoss() {
      return true;
    }

    @Override
    public @Nullable Object step(World world, Object at) {
      world.first.losePower();
      if (world.first.now.state().epoch() >= world.second.now.state().epoch()) {
        world.truth = world.first.now.data().get(World.KEYS[0]);
      }
      return DONE;
    }
  }
}
