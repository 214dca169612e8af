package dev.crossfade.cli.target;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code target reset}. */
@Command(
    name = "reset",
    description =
        "Stops the embedded PostgreSQL of this directory and deletes all its data. Asks first.",
    footer = {"  ./crossfade target reset", "  ./crossfade target reset --yes"})
final class ResetCommand implements Action {
  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Override
  public Outcome run(Session session) {
    EmbeddedServer server = ChosenTarget.server(session.surroundings());
    session.note("Target: the embedded server in " + server.home());
    boolean agreed =
        yes
            || new Question(session)
                .agreed("Delete the server in " + server.home() + " with all its data?");
    if (agreed) {
      server.reset();
    }
    if (session.json()) {
      session.print(json -> json.object().field("reset", agreed).end());
    } else {
      session.print(agreed ? "Deleted." : "Nothing was deleted.");
    }
    return agreed ? Outcome.DONE : Outcome.FAILED;
  }
}
