package dev.crossfade.cli.target;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.postgres.connect.TargetUrl;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import dev.crossfade.postgres.embedded.Running;
import picocli.CommandLine.Command;

/** {@code target start}. */
@Command(
    name = "start",
    description = {
      "Starts the embedded PostgreSQL, whose data lie in .crossfade/ of this directory. It runs on"
          + " until target stop; if it runs already, nothing happens."
    },
    footer = {"  ./crossfade target start", "  ./crossfade target start --json"})
final class StartCommand implements Action {
  @Override
  public Outcome run(Session session) {
    EmbeddedServer server = ChosenTarget.server(session.surroundings());
    session.note("Target: the embedded server in " + server.home());
    Running running = server.start();
    TargetUrl url = ChosenTarget.url(running);
    if (session.json()) {
      session.print(
          json ->
              json.object()
                  .field("started", running.started())
                  .field("port", running.port())
                  .field("pid", running.pid())
                  .field("url", url.display())
                  .field("directory", server.home().toString())
                  .end());
    } else {
      String state = running.started() ? "Started" : "Runs already";
      session.print(state + ": " + url.display() + " (process " + running.pid() + ")");
    }
    return Outcome.DONE;
  }
}
