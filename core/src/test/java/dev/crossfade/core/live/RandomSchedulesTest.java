package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.Processes.Applier;
import dev.crossfade.core.live.Processes.Backfill;
import dev.crossfade.core.live.Processes.Cancel;
import dev.crossfade.core.live.Processes.Habit;
import dev.crossfade.core.live.Processes.PowerLoss;
import dev.crossfade.core.live.Processes.Switch;
import dev.crossfade.core.live.Processes.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Schedules by chance, over more processes than every interleaving of could be walked through:
 * writers, appliers of both directions, switches, cancels, deaths, lost answers and power losses.
 *
 * <p>As many as wanted, from any seed:
 *
 * <pre>
 * mvn -pl core test -Dtest=RandomSchedulesTest -Dtest.jvm.arguments="-Dmodel.schedules=100000 -Dmodel.seed=1"
 * </pre>
 */
final class RandomSchedulesTest {
  private static final int SCHEDULES = Integer.getInteger("model.schedules", 10_000);
  private static final long SEED = Long.getLong("model.seed", 20260704);
  private static final String[] VALUES = {"b", "c", "d", "e", null};

  private static Scenario scenario(Random random) {
    List<Process> processes = new ArrayList<>();
    boolean copied = random.nextBoolean();
    if (!copied) {
      processes.add(new Backfill());
    }
    int writers = 2 + random.nextInt(4);
    for (int i = 0; i < writers; i++) {
      processes.add(new Writer(VALUES[random.nextInt(VALUES.length)]));
    }
    // Their names differ by the number of passes, as the ids of their passes must.
    int appliers = 1 + random.nextInt(3);
    for (int i = 0; i < appliers; i++) {
      processes.add(new Applier(random.nextInt(3) > 0, 2 + i));
    }
    int switches = 1 + random.nextInt(4);
    for (int i = 0; i < switches; i++) {
      Habit habit = Habit.values()[random.nextInt(Habit.values().length)];
      processes.add(new Switch(random.nextInt(3) > 0, i, habit));
    }
    if (random.nextInt(3) == 0) {
      processes.add(new Verifier(1));
    }
    int cancels = random.nextInt(3);
    for (int i = 0; i < cancels; i++) {
      processes.add(new Cancel(random.nextBoolean()));
    }
    if (random.nextInt(3) == 0) {
      processes.add(new PowerLoss());
    }
    Set<Integer> mayDie = new HashSet<>();
    for (int i = 0; i < processes.size(); i++) {
      boolean ours = !(processes.get(i) instanceof Writer || processes.get(i) instanceof Backfill);
      if (ours && random.nextInt(3) == 0) {
        mayDie.add(i);
      }
    }
    return new Scenario(processes, mayDie, copied);
  }

  /** Walks one schedule to its end; gives the fault with the way to it, or null. */
  private static @Nullable String walk(Explorer explorer, Random random, int[] steps) {
    World world = explorer.start();
    List<String> trail = new ArrayList<>();
    int[] speeds = speeds(world.at.length, random);
    while (true) {
      String fault = world.faultNow();
      List<Explorer.Next> next = fault == null ? explorer.next(world) : List.of();
      if (next.isEmpty()) {
        fault = fault == null ? world.faultAtTheEnd() : fault;
        return fault == null ? null : fault + " after: " + String.join(", ", trail);
      }
      Explorer.Next chosen = choose(next, speeds, random);
      trail.add(chosen.step());
      speeds = random.nextInt(16) == 0 ? speeds(world.at.length, random) : speeds;
      world = chosen.world();
      steps[0]++;
    }
  }

  private static int[] speeds(int processes, Random random) {
    return random.ints(processes, 0, 4).map(power -> 1 << (3 * power)).toArray();
  }

  /**
   * Some processes are for a while many times faster than others, so that whole switches fall
   * between two steps of another process. A death is taken rarely: else nobody would come far.
   */
  private static Explorer.Next choose(List<Explorer.Next> next, int[] speeds, Random random) {
    int sum = 0;
    for (Explorer.Next one : next) {
      sum += weight(one, speeds);
    }
    int at = random.nextInt(sum);
    int i = 0;
    while (at >= weight(next.get(i), speeds)) {
      at -= weight(next.get(i++), speeds);
    }
    return next.get(i);
  }

  private static int weight(Explorer.Next next, int[] speeds) {
    return next.step().endsWith(" dies") ? 1 : 16 * speeds[next.process()];
  }

  @Test
  void holdsInManySchedules() {
    int[] steps = {0};
    Random seeds = new Random(SEED);
    for (int i = 0; i < SCHEDULES; i++) {
      long seed = seeds.nextLong();
      Random random = new Random(seed);
      Explorer explorer = new Explorer(scenario(random), Set.of());
      assertThat(walk(explorer, random, steps)).as("schedule of seed %d", seed).isNull();
    }
    System.out.printf(
        "model at random: %d schedules from seed %d, %d steps%n", SCHEDULES, SEED, steps[0]);
  }

  /** The same schedules with a bug are not green, so they are worth something. */
  @Test
  void findsPlantedBugs() {
    Set<Bug> missed = new TreeSet<>();
    for (Bug bug : Bug.values()) {
      Random seeds = new Random(SEED);
      int schedules = 0;
      String fault = null;
      while (fault == null && schedules++ < 20_000) {
        Random random = new Random(seeds.nextLong());
        Explorer explorer = new Explorer(scenario(random), bug.planted());
        fault = walk(explorer, random, new int[1]);
      }
      System.out.printf("model at random with %s: found after %d schedules%n", bug, schedules);
      if (fault == null) {
        missed.add(bug);
      }
    }
    assertThat(missed).as("seed %d", SEED).isEmpty();
  }
}
