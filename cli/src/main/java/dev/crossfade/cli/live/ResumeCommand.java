package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code resume}. */
@Command(
    name = "resume",
    description = "Lets a paused migration go on; the follower notices within a second.",
    footer = {"  ./crossfade resume", "  ./crossfade resume --of app.sqlite"})
public final class ResumeCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      live.migration(choice.source).pause(null);
      if (session.json()) {
        session.print(json -> json.object().field("paused", (String) null).end());
      } else {
        session.print("It goes on.");
      }
      return Outcome.DONE;
    }
  }
}
