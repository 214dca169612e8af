package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever dies while a program is followed and switched over and back, nothing is lost. */
class LiveFaultTest {
  private static final int RUNS = Integer.getInteger("faults.runs", 3);

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
      assertThat(faults.run(seed + run).violations()).as("seed " + (seed + run)).isEmpty();
    }
  }
}
