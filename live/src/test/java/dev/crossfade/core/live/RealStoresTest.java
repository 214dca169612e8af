package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The steps of passes, switches and cancels over a real file and a real database, among writers
 * with transactions of several statements, in an order that a seed decides.
 *
 * <pre>
 * mvn -pl live -am test -Dtest=RealStoresTest -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dtest.jvm.arguments="-Dreal.schedules=1000 -Dreal.seed=1"
 * </pre>
 */
final class RealStoresTest {
  private static final int SCHEDULES = Integer.getInteger("real.schedules", 25);
  private static final long SEED = Long.getLong("real.seed", 20261121);
  private static final int ENOUGH = 300;

  @TempDir static Path folder;
  private static ScratchDatabase database;
  private static int twins;

  @BeforeAll
  static void begin() {
    database = ScratchServer.createDatabase();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  private static @Nullable String run(long seed, UnaryOperator<LiveStore> planted, int[] sums)
      throws SQLException {
    Random random = new Random(seed);
    String name = "twin" + ++twins;
    String journal = random.nextInt(3) == 0 ? "DELETE" : "WAL";
    try (Twin twin = new Twin(database, folder.resolve(name + ".sqlite"), name, journal)) {
      Schedule schedule = new Schedule(twin, random, planted);
      String fault = schedule.run();
      sums[0] += schedule.steps();
      sums[1] += twin.transactions();
      sums[2] += schedule.deaths();
      return fault;
    }
  }

  @Test
  void holdsInManySchedules() throws SQLException {
    Random seeds = new Random(SEED);
    int[] sums = new int[3];
    for (int i = 0; i < SCHEDULES; i++) {
      long seed = seeds.nextLong();
      assertThat(run(seed, store -> store, sums)).as("schedule of seed %d", seed).isNull();
    }
    System.out.printf(
        Locale.ROOT,
        "real stores: %d schedules from seed %d, %d steps, %d transactions, %d deaths%n",
        SCHEDULES,
        SEED,
        sums[0],
        sums[1],
        sums[2]);
  }

  /** The same schedules with a defect are not green, so they are worth something. */
  @ParameterizedTest
  @EnumSource
  void findsPlantedDefects(PlantedDefect planted) throws SQLException {
    Random seeds = new Random(SEED);
    int schedules = 0;
    String fault = null;
    while (fault == null && schedules++ < ENOUGH) {
      try {
        fault = run(seeds.nextLong(), planted::around, new int[3]);
      } catch (RuntimeException alarm) {
        fault = String.valueOf(alarm.getMessage());
      }
    }
    System.out.printf("real stores with %s: found after %d schedules%n", planted, schedules);
    assertThat(fault).as("seed %d", SEED).isNotNull();
  }
}
