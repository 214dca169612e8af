package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.live.JsonObject;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Members;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Stages;
import dev.crossfade.live.StoreCommand;
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
        return Each.run(session, meant, migration -> gates(session, gates(live, migration)));
      }
      if (direction == Direction.FORTH) {
        meant.stream()
            .filter(migration -> LaneSource.of(migration).isEmpty())
            .forEach(migration -> Switching.warnings(migration).forEach(session::note));
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
      return Each.run(
          session, meant, migration -> one(live, migration, overrides, meant.size() > 1));
    }
  }

  private List<Gate> gates(OpenLive live, Migration migration) {
    return LaneSource.of(migration).isPresent()
        ? live.owner().gates(migration, direction)
        : Switching.gates(migration, direction);
  }

  /** Of several, those that were switched before are passed over. */
  private Each.Done one(
      OpenLive live, Migration migration, Map<String, String> overrides, boolean several) {
    boolean part = LaneSource.of(migration).isPresent();
    if (several && isThere(migration, part)) {
      return result(null, migration);
    }
    try {
      return result(
          part ? asked(live, migration, overrides) : switched(migration, overrides), migration);
    } catch (CrossfadeException failed) {
      if (several) {
        session.note("Not switched: " + migration.record().source());
      }
      throw failed;
    }
  }

  /** The owner of a part keeps the ledger at what its stores say. */
  private boolean isThere(Migration migration, boolean part) {
    Stage now = part ? migration.stage() : new Stages(migration, LiveConsole.of(session)).now();
    return direction == Direction.FORTH ? now.isNew() : now.isDual();
  }

  private Switched switched(Migration migration, Map<String, String> overrides) {
    SwitchResult result =
        new Switching(migration).run(direction, overrides, Duration.ofSeconds(options.limit));
    if (result.outcome() != SwitchResult.Outcome.OPENED) {
      throw Switching.failure(result);
    }
    return new Switched(
        migration.stage().name(), result.waited().toMillis(), result.keys(), result.passes());
  }

  private Switched asked(OpenLive live, Migration migration, Map<String, String> overrides) {
    Members answer =
        live.owner()
            .ask(
                migration.record().source(),
                direction == Direction.FORTH ? StoreCommand.SWITCH : StoreCommand.BACK,
                new JsonObject().with("overrides", overrides).with("seconds", options.limit));
    return new Switched(
        answer.text("stage"),
        answer.number("waitedMillis"),
        answer.number("keys"),
        answer.number("passes"));
  }

  /** What is told of a switch. */
  private record Switched(String stage, long waitedMillis, long keys, long passes) {}

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
  private Each.Done result(@Nullable Switched done, Migration migration) {
    Switched result = done == null ? new Switched(migration.stage().name(), 0, 0, 0) : done;
    String store = direction == Direction.FORTH ? "PostgreSQL" : migration.record().source();
    return Each.Done.of(
        session,
        json ->
            json.field("stage", result.stage())
                .field("waitedMillis", result.waitedMillis())
                .field("keys", result.keys())
                .field("passes", result.passes()),
        done == null
            ? store + " took writes already."
            : store
                + " takes writes now. Writers waited "
                + result.waitedMillis()
                + " ms at most; "
                + result.keys()
                + " keys came over meanwhile.");
  }
}
