package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever dies while a program is followed and switched over and back, nothing is lost. */
class LiveFaultTest {
  private static final int RUNS = Integer.getInteger("faults.runs", 3);
  private static final int PLANTED_RUNS = 10;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static LiveFaults faults;

  @BeforeAll
  static void begin() throws Exception {
    // The server may run as another user than the tests do.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
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
    String only = System.getProperty("faults.only");
    if (only != null) {
      // For looking at one kind.
      List<LiveHappenings.Kind> kinds =
          Arrays.stream(only.split(",")).map(LiveHappenings.Kind::valueOf).toList();
      assertThat(faults.only(seed, kinds).violations()).isEmpty();
      return;
    }
    for (int run = 0; run < RUNS; run++) {
      assertThat(faults.run(seed + run).violations()).as("seed " + (seed + run)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void plantedDefectsAreFound(LivePlanted planted) throws Exception {
    long seed = Long.getLong("faults.seed", System.currentTimeMillis());
    int runs = faults.find(planted, seed, PLANTED_RUNS);
    System.out.println(planted + " found after " + runs + " runs");
    assertThat(runs).as(planted + ", seed " + seed).isPositive();
  }
}
