package dev.crossfade.core.live;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.SteppingActor.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One schedule by chance: which of the processes makes its next step is decided by the seed, and
 * some of them die, between two steps or at a named place inside of one.
 */
final class Schedule {
  private static final int STEPS_MAX = 1500;

  private final Twin twin;
  private final Random random;
  private final List<Actor> actors = new ArrayList<>();
  private final List<String> trail = new ArrayList<>();
  private int steps;
  private int deaths;

  Schedule(Twin twin, Random random, UnaryOperator<LiveStore> planted) {
    this.twin = twin;
    this.random = random;
    int writers = 4 + random.nextInt(10);
    for (int i = 1; i <= writers; i++) {
      actors.add(new WritingActor(twin, i, random));
    }
    add(2 + random.nextInt(3), Kind.PASSES, planted);
    add(random.nextInt(4), Kind.SWITCH, planted);
    add(random.nextInt(2), Kind.CANCEL, planted);
  }

  private void add(int count, Kind kind, UnaryOperator<LiveStore> planted) {
    for (int i = 0; i < count; i++) {
      boolean forth = random.nextInt(3) > 0;
      actors.add(new SteppingActor(twin, planted, kind, forth, 2 + random.nextInt(10)));
    }
  }

  /** How a process ends before its time. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Runs to the end; the first fault with the way to it, or null. */
  @Nullable String run() throws SQLException {
    try {
      String fault = walk();
      fault = fault == null ? recovered() : fault;
      return fault == null ? null : fault + " after: " + String.join(", ", trail);
    } finally {
      for (Actor actor : actors) {
        actor.close();
      }
    }
  }

  private @Nullable String walk() throws SQLException {
    List<Actor> able = new ArrayList<>(actors);
    int[] speeds = speeds();
    while (!able.isEmpty() && steps < STEPS_MAX) {
      Actor actor = able.get(choose(able, speeds));
      boolean stepped = step(actor);
      if (actor.ended()) {
        actor.close();
      }
      if (stepped) {
        steps++;
        trail.add(actor.name());
        String fault = twin.fault();
        if (fault != null) {
          return fault;
        }
        // Whoever waited may be able to go on now.
        able = new ArrayList<>(actors);
        able.removeIf(Actor::ended);
      } else {
        able.remove(actor);
      }
      speeds = random.nextInt(16) == 0 ? speeds() : speeds;
    }
    return null;
  }

  /** Some processes are for a while much faster than others. */
  private int[] speeds() {
    return random.ints(actors.size(), 0, 4).map(power -> 1 << (3 * power)).toArray();
  }

  private int choose(List<Actor> able, int[] speeds) {
    int sum = able.stream().mapToInt(actor -> speeds[actors.indexOf(actor)]).sum();
    int at = random.nextInt(sum);
    int i = 0;
    while (at >= speeds[actors.indexOf(able.get(i))]) {
      at -= speeds[actors.indexOf(able.get(i++))];
    }
    return i;
  }

  private boolean step(Actor actor) throws SQLException {
    boolean ours = actor instanceof SteppingActor;
    int fatal = ours && random.nextInt(15) == 0 ? 1 + random.nextInt(3) : 0;
    int[] hits = {0};
    FaultPoints.install(
        place -> {
          if (++hits[0] == fatal) {
            trail.add("death at " + place + " of");
            throw new Death();
          }
        });
    try {
      return actor.step();
    } catch (Death death) {
      deaths++;
      actor.end();
      return true;
    } finally {
      FaultPoints.install(place -> {});
    }
  }

  /** All have gone: what is half done is given up, and the rest brought over. */
  private @Nullable String recovered() throws SQLException {
    for (Actor actor : actors) {
      actor.close();
    }
    twin.awaitDeaths();
    try (Twin.Stores stores = twin.open()) {
      LiveStore first = stores.first();
      LiveStore second = stores.second();
      Standing standing = Standing.of(first.state(), second.state());
      boolean forth = standing.direction() == LiveLedger.Direction.FORTH;
      LiveStore source = forth ? first : second;
      LiveStore target = forth ? second : first;
      if (!standing.open()) {
        trail.add("given up: " + Switchover.cancel(source, target));
      }
      PassResult.Kind kind = PassResult.Kind.APPLIED;
      while (kind == PassResult.Kind.APPLIED) {
        kind = Pass.run(source, target).kind();
      }
      if (kind != PassResult.Kind.EMPTY) {
        return "the last pass was " + kind;
      }
    }
    for (boolean first : List.of(true, false)) {
      if (!twin.content(first).equals(twin.last())) {
        return "at the end "
            + (first ? "the file" : "the database")
            + " holds "
            + twin.content(first)
            + " and not "
            + twin.last();
      }
    }
    return twin.fault();
  }

  int steps() {
    return steps;
  }

  int deaths() {
    return deaths;
  }
}
