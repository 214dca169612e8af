package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whatever dies while a program is followed and switched over and back, nothing is lost. */
class LiveFaultTest {
  private static final int RUNS = Integer.getInteger("faults.runs", 20);
  private static final int STREAMS = Integer.getInteger("faults.streams", 4);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void nothingIsLostDoubledOrTorn() throws Exception {
    // The server may run as another user than the tests do.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    long seed = Long.getLong("faults.seed", System.currentTimeMillis());
    System.out.println("faults.seed=" + seed);
    String only = System.getProperty("faults.only");
    Integer minutes = Integer.getInteger("faults.minutes");
    try (LiveCampaign campaign = new LiveCampaign(folder, STREAMS)) {
      if (only != null) {
        // For looking at one kind.
        List<LiveHappenings.Kind> kinds =
            Arrays.stream(only.split(",")).map(LiveHappenings.Kind::valueOf).toList();
        assertThat(campaign.one().only(seed, kinds).violations()).isEmpty();
        return;
      }
      IntPredicate another = minutes == null ? begun -> begun < RUNS : within(minutes);
      List<LiveRun.Result> results = campaign.run(seed, another);
      if (minutes != null) {
        note(results, "-Dfaults.minutes=" + minutes + " -Dfaults.seed=" + seed);
      }
      assertThat(LiveCampaign.violations(results)).as("seed " + seed).isEmpty();
    }
  }

  private static IntPredicate within(int minutes) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    return begun -> System.nanoTime() < end;
  }

  private static void note(List<LiveRun.Result> results, String arguments) throws Exception {
    Path table = Path.of(System.getProperty("faults.table", "../docs/faults.md"));
    String commit = LiveDisk.run("git", "rev-parse", "--short=10", "HEAD").strip();
    Files.writeString(
        table,
        LiveCampaign.row(results, commit, arguments) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
