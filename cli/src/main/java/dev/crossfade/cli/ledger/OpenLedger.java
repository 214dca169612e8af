package dev.crossfade.cli.ledger;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.RunRecord;
import dev.crossfade.core.store.Target;
import dev.crossfade.postgres.PostgresTarget;
import java.util.List;

/** The control schema of the chosen target; reading it creates nothing there. */
final class OpenLedger implements AutoCloseable {
  /** The word for the newest run. */
  static final String LATEST = "latest";

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

  /** A run by its id, by the beginning of its id, or {@value #LATEST}. */
  RunRecord run(String name) {
    return find(runs(), name);
  }

  /** The same in a target that is open already and has the control schema. */
  static RunRecord find(Target target, String name) {
    return find(target.ledger().runs(), name);
  }

  private static RunRecord find(List<RunRecord> runs, String name) {
    List<RunRecord> named =
        runs.stream().filter(run -> name.equals(LATEST) || run.id().startsWith(name)).toList();
    if (named.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_1106, "run " + name);
    }
    boolean several = named.size() > 1 && !name.equals(LATEST) && !named.get(0).id().equals(name);
    if (several) {
      throw new CrossfadeException(
          ErrorCode.CF_1106, named.size() + " runs begin with " + name + "; give more of the id");
    }
    return named.get(0);
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
