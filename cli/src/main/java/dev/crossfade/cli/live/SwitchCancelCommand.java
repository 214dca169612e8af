package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.live.Switchover.Cancelled;
import dev.crossfade.live.JsonObject;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Stages;
import dev.crossfade.live.StoreCommand;
import dev.crossfade.live.Switching;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code switch cancel}. */
@Command(
    name = "cancel",
    description =
        "Gives a switch up that is under way, or that a process left half done: the store that was"
            + " open last takes writes again.",
    footer = {"  ./crossfade switch cancel", "  ./crossfade switch cancel --of app.sqlite"})
final class SwitchCancelCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Option(
      names = "--dry-run",
      description = "Show whether a switch is under way, and change nothing.")
  boolean dryRun;

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.migration(choice.source);
      boolean part = LaneSource.of(migration).isPresent();
      if (dryRun) {
        return look(
            session,
            part
                ? live.owner().look(migration.record().source(), false).get(0).stage()
                : new Stages(migration, LiveConsole.of(session)).now());
      }
      Cancelled outcome = part ? asked(live, migration) : new Switching(migration).cancel();
      String word = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (session.json()) {
        session.print(json -> json.object().field("outcome", word).end());
      } else {
        session.print(sentence(outcome));
      }
      return outcome == Cancelled.REOPENED || outcome == Cancelled.NOT_CLOSED
          ? Outcome.DONE
          : Outcome.FAILED;
    }
  }

  private static Cancelled asked(OpenLive live, Migration migration) {
    return live.owner()
        .ask(migration.record().source(), StoreCommand.CANCEL, new JsonObject())
        .constant("outcome", Cancelled.class);
  }

  private static Outcome look(Session session, Stage stage) {
    if (session.json()) {
      session.print(json -> json.object().field("stage", stage.name()).end());
    } else {
      session.print(
          stage == Stage.BARRIER
              ? "A switch is under way, or was left half done; it would be given up."
              : sentence(Cancelled.NOT_CLOSED));
    }
    return Outcome.DONE;
  }

  private static String sentence(Cancelled outcome) {
    return switch (outcome) {
      case REOPENED -> "Given up; writers go on where they were.";
      case NOT_CLOSED -> "No switch is under way.";
      case TARGET_OPENED -> "Too late: the switch is done.";
      case OVERTAKEN -> "Somebody else was there first; crossfade status shows how it stands.";
    };
  }
}
