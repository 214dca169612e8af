package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Switching;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

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
      Migration migration = live.migration(choice.source);
      Switching switching = new Switching(migration);
      if (options.dryRun) {
        return gates(session, switching.gates(direction));
      }
      if (!options.yes && !new Question(session).agreed(question(migration))) {
        session.note("Nothing was switched.");
        return Outcome.FAILED;
      }
      return result(
          switching.run(direction, overrides, Duration.ofSeconds(options.limit)), migration);
    }
  }

  private String question(Migration migration) {
    return direction == Direction.FORTH
        ? "Close " + migration.record().source() + " for writers, and open PostgreSQL?"
        : "Close PostgreSQL for writers, and open " + migration.record().source() + "?";
  }

  /** Shows gates, and ends with whether all are open. */
  static Outcome gates(Session session, List<Gate> gates) {
    boolean pass = gates.stream().allMatch(Gate::passes);
    if (session.json()) {
      session.print(
          json -> {
            json.object().field("open", pass);
            StatusOutput.gates(json, gates);
            json.end();
          });
    } else {
      gates.forEach(gate -> StatusOutput.gate(session, gate));
      session.print(pass ? "Nothing stands in the way." : "A gate is shut.");
    }
    return pass ? Outcome.DONE : Outcome.DIFFERENT;
  }

  private Outcome result(SwitchResult result, Migration migration) {
    if (result.outcome() != SwitchResult.Outcome.OPENED) {
      throw failure(result);
    }
    long waited = result.waited().toMillis();
    if (session.json()) {
      session.print(
          json ->
              json.object()
                  .field("stage", migration.stage().name())
                  .field("waitedMillis", waited)
                  .field("keys", result.keys())
                  .field("passes", (long) result.passes())
                  .end());
    } else {
      session.print(
          (direction == Direction.FORTH ? "PostgreSQL" : migration.record().source())
              + " takes writes now. Writers waited "
              + waited
              + " ms at most; "
              + result.keys()
              + " keys came over meanwhile.");
    }
    return Outcome.DONE;
  }

  private static CrossfadeException failure(SwitchResult result) {
    ErrorCode code =
        switch (result.outcome()) {
          case TIMED_OUT -> ErrorCode.CF_6003;
          case REFUSED -> ErrorCode.CF_6004;
          default -> ErrorCode.CF_6309;
        };
    StringBuilder detail = new StringBuilder(result.outcome().name().toLowerCase(Locale.ROOT));
    result.gates().stream()
        .filter(gate -> !gate.passes())
        .forEach(
            gate -> detail.append("\n").append(gate.name()).append(": ").append(gate.reason()));
    if (result.failure() != null) {
      detail.append("\n").append(result.failure().getMessage());
    }
    return new CrossfadeException(code, detail.toString(), result.failure());
  }
}
