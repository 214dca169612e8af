package dev.crossfade.cli.ledger;

import dev.crossfade.cli.data.RunNames;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.Target;
import dev.crossfade.postgres.PostgresTarget;
import java.util.List;

/** The control schema of the chosen target; reading it creates nothing there. */
final class OpenLedger implements AutoCloseable {
  private final Target target;
  private final boolean present;

  OpenLedger(Session session, TargetOptions options) {
    target = new PostgresTarget(ChosenTarget.open(session, options).connector()::open);
    present = !target.relations("crossfade").isEmpty();
  }

  Target target() {
    return target;
  }

  /** All runs, newest first; none where nothing was ever moved. */
  List<RunRecord> runs() {
    return present ? target.ledger().runs() : List.of();
  }

  /** A run by its id, by the beginning of its id, or {@value RunNames#LATEST}. */
  RunRecord run(String name) {
    return RunNames.find(runs(), name);
  }

  @Override
  public void close() {
    try {
      target.close();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
