package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Stages;
import dev.crossfade.live.Switching;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A switch in either direction. */
final class SwitchAction {
  private final Session session;
  private final SourceChoice choice;
  private final SwitchOptions options;
  private final Direction direction;

  SwitchAction(Session session, SourceChoice choice, SwitchOptions options, Direction direction) {
    this.session = session;
    this.choice = choice;
    this.options = options;
    this.direction = direction;
  }

  Outcome run() {
    var overrides = options.overrides();
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      List<Migration> meant = live.migrations(choice.source);
      if (options.dryRun) {
        return Each.run(
            session, meant, migration -> gates(session, Switching.gates(migration, direction)));
      }
      if (direction == Direction.FORTH) {
        meant.forEach(migration -> Switching.warnings(migration).forEach(session::note));
      }
      if (!options.yes && !new Question(session).agreed(question(meant))) {
        session.note("Nothing was switched.");
        return Outcome.FAILED;
      }
      if (meant.size() > 1) {
        session.note(
            meant.size()
                + " files, one after the other; should one fail, those before it stay"
                + " switched, and the same command goes on.");
      }
      return Each.run(session, meant, migration -> one(migration, overrides, meant.size() > 1));
    }
  }

  /** Of several, those that were switched before are passed over. */
  private Each.Done one(Migration migration, Map<String, String> overrides, boolean several) {
    boolean there =
        several
            && (direction == Direction.FORTH
                ? new Stages(migration, LiveConsole.of(session)).now().isNew()
                : new Stages(migration, LiveConsole.of(session)).now().isDual());
    if (there) {
      return result(null, migration);
    }
    try {
      SwitchResult result =
          new Switching(migration).run(direction, overrides, Duration.ofSeconds(options.limit));
      if (result.outcome() != SwitchResult.Outcome.OPENED) {
        throw Switching.failure(result);
      }
      return result(result, migration);
    } catch (CrossfadeException failed) {
      if (several) {
        session.note("Not switched: " + migration.record().source());
      }
      throw failed;
    }
  }

  private String question(List<Migration> meant) {
    String files =
        String.join(", ", meant.stream().map(migration -> migration.record().source()).toList());
    String order = meant.size() > 1 ? ", one after the other" : "";
    return direction == Direction.FORTH
        ? "Close " + files + " for writers, and open PostgreSQL" + order + "?"
        : "Close PostgreSQL for writers, and open " + files + order + "?";
  }

  /** Shows gates; ends with whether all are open. */
  static Each.Done gates(Session session, List<Gate> gates) {
    boolean pass = gates.stream().allMatch(Gate::passes);
    return new Each.Done(
        pass ? Outcome.DONE : Outcome.DIFFERENT,
        json -> {
          json.field("open", pass);
          StatusOutput.gates(json, gates);
        },
        () -> {
          gates.forEach(gate -> StatusOutput.gate(session, gate));
          session.print(pass ? "Nothing stands in the way." : "A gate is shut.");
        });
  }

  /** What to say of a switch, or, when it is null, of a store that took writes before. */
  private Each.Done result(@Nullable SwitchResult result, Migration migration) {
    long waited = result == null ? 0 : result.waited().toMillis();
    long keys = result == null ? 0 : result.keys();
    String store = direction == Direction.FORTH ? "PostgreSQL" : migration.record().source();
    return Each.Done.of(
        session,
        json ->
            json.field("stage", migration.stage().name())
                .field("waitedMillis", waited)
                .field("keys", keys)
                .field("passes", result == null ? 0 : (long) result.passes()),
        result == null
            ? store + " took writes already."
            : store
                + " takes writes now. Writers waited "
                + waited
                + " ms at most; "
                + keys
                + " keys came over meanwhile.");
  }
}
