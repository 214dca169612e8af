package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fault runs can fail: each planted defect is found by them. */
class LivePlantedFaultTest {
  /** Two for each place where a pass can be. */
  private static final int RUNS = 16;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static LiveCampaign campaign;

  @BeforeAll
  static void begin() throws Exception {
    // The server may run as another user than the tests do.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    campaign = new LiveCampaign(folder, 1);
  }

  @AfterAll
  static void end() {
    campaign.close();
  }

  /** All of them, or those that are asked for by name. */
  static Stream<LivePlanted> planted() {
    String names = System.getProperty("faults.planted");
    return names == null
        ? Arrays.stream(LivePlanted.values())
        : Arrays.stream(names.split(",")).map(LivePlanted::valueOf);
  }

  @ParameterizedTest
  @MethodSource("planted")
  void isFound(LivePlanted planted) throws Exception {
    long seed = Long.getLong("faults.seed", System.currentTimeMillis());
    int runs = campaign.one().find(planted, seed, RUNS);
    System.out.println(planted + " found after " + runs + " runs, seed " + seed);
    assertThat(runs).as(planted + ", seed " + seed).isPositive();
  }
}
