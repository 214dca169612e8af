package dev.crossfade.core.live;

import dev.crossfade.core.live.Processes.Applier;
import dev.crossfade.core.live.Processes.Backfill;
import dev.crossfade.core.live.Processes.Cancel;
import dev.crossfade.core.live.Processes.Habit;
import dev.crossfade.core.live.Processes.PowerLoss;
import dev.crossfade.core.live.Processes.Switch;
import dev.crossfade.core.live.Processes.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Processes that run at once.
 *
 * @param processes which
 * @param mayDie positions of those that may die between any two steps
 * @param copied whether the backfill is complete at the start
 */
record Scenario(List<Process> processes, Set<Integer> mayDie, boolean copied) {
  private static final boolean FORTH = true;
  private static final boolean BACK = false;

  private static Switch turn(boolean forth, int label) {
    return new Switch(forth, label, Habit.NONE);
  }

  /** Six as in protocol_model.py, and four that only the code as built needs. */
  static final Map<String, Scenario> ALL =
      Map.of(
          "verify",
          new Scenario(
              List.of(new Writer("b"), new Writer(null), new Applier(FORTH, 2), new Verifier(1)),
              Set.of(2, 3),
              true),
          "follow",
          new Scenario(
              List.of(
                  new Writer("b"),
                  new Writer(null),
                  new Backfill(),
                  new Applier(FORTH, 2),
                  new Applier(FORTH, 1)),
              Set.of(3, 4),
              false),
          "power",
          new Scenario(
              List.of(
                  new Writer("b"),
                  new Backfill(),
                  new Applier(FORTH, 2),
                  new PowerLoss(),
                  turn(FORTH, 1)),
              Set.of(),
              false),
          "switch",
          new Scenario(
              List.of(
                  new Writer("b"),
                  new Writer("c"),
                  new Backfill(),
                  new Applier(FORTH, 1),
                  turn(FORTH, 1)),
              Set.of(3, 4),
              false),
          "quarrel",
          new Scenario(
              List.of(
                  turn(FORTH, 1),
                  new Cancel(FORTH),
                  turn(FORTH, 2),
                  new Cancel(FORTH),
                  turn(BACK, 3)),
              Set.of(0),
              true),
          "back",
          new Scenario(
              List.of(
                  new Writer("b"),
                  new Writer("c"),
                  turn(FORTH, 1),
                  new Applier(FORTH, 1),
                  turn(BACK, 2)),
              Set.of(2, 4),
              true),
          "dark",
          new Scenario(
              List.of(
                  new Writer("b"),
                  new Writer("c"),
                  turn(FORTH, 1),
                  new PowerLoss(),
                  new Applier(FORTH, 1),
                  turn(BACK, 2)),
              Set.of(),
              true),
          "twice",
          new Scenario(
              List.of(new Writer("b"), new Switch(FORTH, 1, Habit.TWICE), turn(BACK, 2)),
              Set.of(),
              true),
          "early",
          new Scenario(
              List.of(new Writer("b"), new Backfill(), new Switch(FORTH, 1, Habit.EARLY)),
              Set.of(),
              false),
          "lost",
          new Scenario(
              List.of(
                  new Writer("b"),
                  new Switch(FORTH, 1, Habit.LOSES_ANSWERS),
                  new Cancel(FORTH),
                  new Switch(BACK, 2, Habit.LOSES_ANSWERS)),
              Set.of(1),
              true));
}
