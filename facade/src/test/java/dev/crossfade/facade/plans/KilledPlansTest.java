package dev.crossfade.facade.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications that die: killed after a while, or halted at a named place, which neighbouring seeds
 * take one after the other. {@code -Dkilled.runs=N}, {@code -Dkilled.seed=S} and {@code
 * -Dkilled.minutes=M} make other runs.
 */
final class KilledPlansTest {
  private static final int RUNS = 3;
  private static final int DEATHS = 2;
  private static final int ACTIONS = 6;
  private static final int HALTED = 137;

  /** Bounds hangs only. */
  private static final long LIMIT_MINUTES = 10;

  private static final List<String> PLACES =
      List.of(
          "document.written",
          "store.journaled",
          "store.rewrite.published",
          "document.applied",
          "document.changed",
          "live.switch.closed",
          "live.switch.opened",
          "live.pass.applied",
          "live.backfill.published",
          "segment.written",
          "store.published",
          "store.rewrite.prepared",
          "store.rewrite.noted",
          "store.rewrite.keys",
          "store.rewrite.confirmed",
          "store.rewrite.dropped",
          "store.open.keys",
          "store.open.noted",
          "store.open.recorded",
          "segment.sealed",
          "segment.delete",
          "segment.headed",
          "document.read",
          "document.trimming",
          "live.pass.looked",
          "live.pass.taken",
          "live.pass.trimmed",
          "live.switch.promised",
          "live.switch.drained",
          "live.switch.settled",
          "live.switch.checked",
          "live.cancel.promised",
          "live.cancel.reopened",
          "live.backfill.created",
          "live.backfill.copied",
          "live.backfill.constrained",
          "live.voiding.dropped",
          "sqlite.store.written",
          "sqlite.store.committed");

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedOutlivesTheProcess() throws Exception {
    long seed = Long.getLong("killed.seed", 1);
    long minutes = Long.getLong("killed.minutes", 0);
    int runs = Integer.getInteger("killed.runs", minutes > 0 ? Integer.MAX_VALUE : RUNS);
    long end = System.nanoTime() + minutes * 60_000_000_000L;
    List<String> violations = new ArrayList<>();
    Map<String, Integer> deaths = new TreeMap<>();
    int made = 0;
    while (made < runs && (minutes == 0 || System.nanoTime() - end < 0)) {
      violations.addAll(run(seed + made, deaths));
      made++;
    }
    System.out.println(made + " runs, " + violations.size() + " with a violation; " + deaths);
    assertThat(violations).isEmpty();
  }

  private List<String> run(long seed, Map<String, Integer> deaths) throws Exception {
    Random random = new Random(seed);
    Path place = Files.createDirectory(folder.resolve("run-" + seed));
    try (ScratchDatabase database = ScratchServer.createDatabase()) {
      for (int i = 0; i <= DEATHS; i++) {
        String fault =
            i < DEATHS && random.nextInt(3) > 0
                ? PLACES.get((int) Math.floorMod(seed * DEATHS + i, (long) PLACES.size()))
                : "";
        Path out = place.resolve("out-" + i);
        Process process =
            start(seed + i, place, database, i < DEATHS ? ACTIONS : 0, fault, random, out);
        String killed = await(process, i < DEATHS && fault.isEmpty() ? random.nextInt(6000) : -1);
        int status = process.exitValue();
        String how = killed.isEmpty() && status == HALTED ? fault : killed;
        deaths.merge(how.isEmpty() ? "ended" : how, 1, Integer::sum);
        if (how.isEmpty() && status != 0) {
          String said = "seed " + seed + ", process " + i + ": " + Files.readString(out);
          System.out.println(said);
          return List.of(said.substring(0, Math.min(said.length(), 3000)));
        }
      }
    }
    return List.of();
  }

  /** Waits for its end, or kills it after so many milliseconds. */
  private static String await(Process process, int millis) throws InterruptedException {
    if (millis >= 0 && !process.waitFor(1000 + millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return "killed";
    }
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("a process did not end");
    }
    return "";
  }

  private static Process start(
      long seed,
      Path place,
      ScratchDatabase database,
      int actions,
      String fault,
      Random random,
      Path out)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xshare:auto", "-cp", System.getProperty("java.class.path")));
    if (!fault.isEmpty()) {
      command.add("-Dcrossfade.fault=" + fault + ":" + (1 + random.nextInt(3)));
    }
    command.add(PlanProcess.class.getName());
    command.add(Long.toString(seed));
    command.add(place.toString());
    command.add(database.jdbcUrl());
    command.add(Integer.toString(actions));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }
}
