package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pause}. */
@Command(
    name = "pause",
    description =
        "Lets the follower make no passes until crossfade resume. Writers go on, and what they"
            + " change is remembered.",
    footer = {"  ./crossfade pause", "  ./crossfade pause --reason \"backup of the target\""})
public final class PauseCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "by hand",
      description = "Why; shown by status and kept with the events.")
  String reason = "by hand";

  @Option(names = "--dry-run", description = "Show what would be paused, and change nothing.")
  boolean dryRun;

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      return Each.run(
          session,
          live.migrations(choice.source),
          migration -> {
            if (!dryRun) {
              migration.pause(reason);
            }
            return Each.Done.of(session, json -> json.field("paused", reason), "Paused: " + reason);
          });
    }
  }
}
