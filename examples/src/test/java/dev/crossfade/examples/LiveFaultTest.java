package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever dies while a program is followed and switched over and back, nothing is lost. */
class LiveFaultTest {
  private static final int RUNS = Integer.getInteger("faults.runs", 3);
  private static final int PLANTED_RUNS = 5;

  @TempDir static Path folder;
  private static LiveFaults faults;

  @BeforeAll
  static void begin() throws Exception {
    faults = new LiveFaults(folder);
  }

  @AfterAll
  static void end() {
    faults.close();
  }

  @Test
  void nothingIsLostDoubledOrTorn() throws Exception {
    long seed = Long.getLong("faults.seed", System.currentTimeMillis());
    Integer minutes = Integer.getInteger("faults.minutes");
    if (minutes != null) {
      Path table = Path.of(System.getProperty("faults.table", "../docs/faults.md"));
      assertThat(faults.campaign(minutes, seed, table)).isEmpty();
      return;
    }
    for (int run = 0; run < RUNS; run++) {
      assertThat(faults.run(seed + run, null).violations()).as("seed " + (seed + run)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void plantedDefectsAreFound(LivePlanted planted) throws Exception {
    long seed = Long.getLong("faults.seed", System.currentTimeMillis());
    int runs = 0;
    boolean found = false;
    while (!found && runs < PLANTED_RUNS) {
      found = !faults.run(seed + runs, planted).violations().isEmpty();
      runs++;
    }
    System.out.println(planted + " found after " + runs + " runs: " + found);
    assertThat(found).as(planted + ", seed " + seed).isTrue();
  }
}
