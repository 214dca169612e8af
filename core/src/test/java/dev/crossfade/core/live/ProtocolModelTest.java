package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every interleaving of the protocol as built: rules, passes, switches and cancels are the
 * production code, one call of a store an atomic step; the stores are in memory. Never are both
 * open; what the second store holds while it is closed is always a past state of the first; in the
 * end both hold the last acknowledged write, and the store that is open can be drained.
 */
final class ProtocolModelTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "follow", "power", "switch", "quarrel", "back", "dark", "twice", "early", "lost", "verify"
      })
  void holdsInEveryInterleaving(String scenario) {
    Explorer.Report report = new Explorer(Scenario.ALL.get(scenario), Set.of()).run();
    System.out.printf("model %s: %d states, %d ends%n", scenario, report.states(), report.ends());
    assertThat(report.first()).isNull();
    assertThat(report.ends()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Bug.class)
  void findsEveryPlantedBug(Bug bug) {
    Set<Bug> bugs = bug.planted();
    Explorer.Report report = new Explorer(Scenario.ALL.get(bug.scenario), bugs).run(1);
    System.out.printf(
        "model %s with %s: found after %d states: %s%n",
        bug.scenario, bugs, report.states(), report.first());
    assertThat(report.bad()).isPositive();
  }

  /** A bug that shows at once proves nothing: each needs something to come in between. */
  @ParameterizedTest
  @EnumSource(Bug.class)
  void theHappyPathStaysGreenWithABug(Bug bug) {
    Scenario scenario = Scenario.ALL.get(bug.scenario);
    assertThat(new Explorer(scenario, bug.planted()).oneAfterTheOther()).isNull();
  }

  /** What is planted in pairs is harmless alone; else the pair would prove nothing of either. */
  @ParameterizedTest
  @EnumSource(
      value = Bug.class,
      names = {
        "PASS_AGAINST_THE_EPOCHS",
        "TRIMS_NOT_DURABLE_BEFORE_OPENING",
        "FENCE_NOT_DURABLE",
        "OPENED_BEFORE_THE_BACKFILL"
      })
  void oneOfTwoGuardsIsEnough(Bug bug) {
    Scenario scenario = Scenario.ALL.get(bug.scenario);
    assertThat(new Explorer(scenario, Set.of(bug)).run(1).first()).isNull();
  }
}
