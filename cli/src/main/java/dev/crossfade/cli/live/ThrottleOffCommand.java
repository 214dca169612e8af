package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.live.Migration;
import dev.crossfade.live.ThrottleLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code throttle off}. */
@Command(
    name = "off",
    description = "Lifts every limit of the throttle; the follower notices within a second.",
    footer = {"  ./crossfade throttle off", "  ./crossfade throttle off --of app.sqlite"})
final class ThrottleOffCommand implements Action {
  @Option(names = "--dry-run", description = "Show what would hold, and change nothing.")
  boolean dryRun;

  @Mixin SourceChoice choice = new SourceChoice();

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.migration(choice.source);
      if (!dryRun) {
        migration.throttle(ThrottleLimits.NONE);
      }
      ThrottleOutput.print(session, migration, ThrottleLimits.NONE);
      return Outcome.DONE;
    }
  }
}
