package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Retiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code retire}. */
@Command(
    name = "retire",
    description =
        "Ends a live migration: removes its side tables and triggers from both stores, and nothing"
            + " else. Asks first; there is no way back afterwards.",
    footer = {"  ./crossfade retire", "  ./crossfade retire --of app.sqlite --yes"})
public final class RetireCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(names = "--dry-run", description = "Show what would be removed, and change nothing.")
  boolean dryRun;

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.migration(choice.source);
      Retiring retiring = new Retiring(migration);
      retiring.summary().forEach(session::note);
      boolean agreed = !dryRun && (yes || new Question(session).agreed("End this migration?"));
      if (agreed) {
        retiring.run();
      }
      if (session.json()) {
        session.print(
            json -> json.object().field("id", migration.id()).field("retired", agreed).end());
      } else {
        session.print(agreed ? "Retired." : "Nothing was changed.");
      }
      return agreed || dryRun ? Outcome.DONE : Outcome.FAILED;
    }
  }
}
