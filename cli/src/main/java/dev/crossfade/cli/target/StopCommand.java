package dev.crossfade.cli.target;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import picocli.CommandLine.Command;

/** {@code target stop}. */
@Command(
    name = "stop",
    description =
        "Stops the embedded PostgreSQL of this directory. Its data stay; what is connected is cut"
            + " off.",
    footer = {"  ./crossfade target stop", "  ./crossfade target stop --json"})
final class StopCommand implements Action {
  @Override
  public Outcome run(Session session) {
    EmbeddedServer server = ChosenTarget.server(session.surroundings());
    session.note("Target: the embedded server in " + server.home());
    boolean ran = server.stop();
    if (session.json()) {
      session.print(json -> json.object().field("stopped", ran).end());
    } else {
      session.print(ran ? "Stopped." : "It did not run.");
    }
    return Outcome.DONE;
  }
}
