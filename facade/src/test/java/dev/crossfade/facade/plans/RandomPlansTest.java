package dev.crossfade.facade.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random plans. {@code -Dplans.runs=N}, {@code -Dplans.seed=S} and {@code -Dplans.minutes=M} make
 * other runs; a seed makes the same plan again.
 */
final class RandomPlansTest {
  private static final int RUNS = 15;

  @TempDir Path folder;

  @Test
  void nothingIsLostRevivedDoubledOrTorn() throws Exception {
    long seed = Long.getLong("plans.seed", 1);
    long minutes = Long.getLong("plans.minutes", 0);
    int runs = Integer.getInteger("plans.runs", minutes > 0 ? Integer.MAX_VALUE : RUNS);
    int actions = Integer.getInteger("plans.actions", 4);
    boolean faults = !Boolean.getBoolean("plans.happy");
    long end = System.nanoTime() + minutes * 60_000_000_000L;
    List<String> violations = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    long acknowledged = 0;
    long reads = 0;
    int made = 0;
    while (made < runs && (minutes == 0 || System.nanoTime() - end < 0)) {
      long own = seed + made;
      Path place = Files.createDirectory(folder.resolve("plan-" + own));
      RandomPlan.Result result = new RandomPlan(own, place).run(actions, faults);
      made++;
      acknowledged += result.acknowledged();
      reads += result.reads();
      result.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum));
      if (!result.violations().isEmpty()) {
        violations.add("seed " + own + ": " + first(result.violations()) + "\n" + result.notes());
        System.out.println(violations.get(violations.size() - 1));
      }
    }
    System.out.println(
        made
            + " plans, "
            + acknowledged
            + " acknowledged writes, "
            + reads
            + " reads judged, "
            + violations.size()
            + " with a violation; "
            + counts);
    assertThat(violations).isEmpty();
  }

  private static List<String> first(List<String> violations) {
    return violations.subList(0, Math.min(5, violations.size()));
  }
}
