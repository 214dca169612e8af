package dev.crossfade.facade.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.crossfade.core.fault.FaultPoints;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real file stores through lives drawn by lot: writes, passes, switches forth and back,
 * cancels, verifications; between any two steps and at every fault point other processes come in, a
 * process dies, or a machine loses its power. After each step the closed store must be a past state
 * of the open one; in the end, after a drain, an equal one.
 *
 * <p>As many as wanted, from any seed:
 *
 * <pre>
 * mvn -pl facade test -Dtest=RandomMigrationTest -Dtest.jvm.arguments="-Dlives=1000 -Dlives.seed=1"
 * </pre>
 */
final class RandomMigrationTest {
  private static final int LIVES = Integer.getInteger("lives", 25);
  private static final long SEED = Long.getLong("lives.seed", System.nanoTime());
  private static final int STEPS = 100;

  @TempDir private Path folder;

  @AfterEach
  void noFaults() {
    FaultPoints.install(name -> {});
  }

  @Test
  void theClosedStoreIsAlwaysAPastStateOfTheOpenOne() {
    System.out.printf("random migrations: %d from seed %d%n", LIVES, SEED);
    Random seeds = new Random(SEED);
    int[] sums = new int[5];
    for (int i = 0; i < LIVES; i++) {
      long seed = seeds.nextLong();
      try (TwoStores world = new TwoStores(folder.resolve("life" + i), new Random(seed))) {
        for (int step = 0; step < STEPS; step++) {
          world.step();
        }
        world.end();
        int[] counts = world.counts();
        for (int n = 0; n < sums.length; n++) {
          sums[n] += counts[n];
        }
      } catch (AssertionError | RuntimeException e) {
        fail("life " + i + " of seed " + SEED + ", its own " + seed, e);
      }
    }
    System.out.printf(
        "random migrations: %d writes, %d passes, %d switches, %d deaths, %d power losses%n",
        sums[0], sums[1], sums[2], sums[3], sums[4]);
    // A walk in which nothing happens would prove nothing.
    if (LIVES >= 10) {
      assertThat(sums).as("seed %d", SEED).doesNotContain(0);
    }
  }
}
