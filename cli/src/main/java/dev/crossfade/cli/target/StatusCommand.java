package dev.crossfade.cli.target;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.postgres.connect.TargetChoice;
import dev.crossfade.postgres.connect.TargetServer;
import dev.crossfade.postgres.connect.TargetUrl;
import dev.crossfade.postgres.embedded.EmbeddedServer;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code target status}. */
@Command(
    name = "status",
    description =
        "Says which target is meant, who chose it, and whether it answers. Starts nothing.",
    footer = {
      "  ./crossfade target status",
      "  ./crossfade target status --to postgresql://user@host/db --json"
    })
final class StatusCommand implements Action {
  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    TargetChoice choice = ChosenTarget.choice(session, target);
    Optional<TargetUrl> url = choice.url();
    EmbeddedServer server = ChosenTarget.server(session.surroundings());
    if (choice.isEmbedded()) {
      url = server.running().map(ChosenTarget::url);
    }
    if (url.isEmpty()) {
      stopped(session, server);
    } else {
      running(session, choice, new ChosenTarget(choice, url.get()));
    }
    return Outcome.DONE;
  }

  private static void stopped(Session session, EmbeddedServer server) {
    session.note("Target: the embedded server in " + server.home() + ", by default");
    if (session.json()) {
      session.print(json -> json.object().field("running", false).field("embedded", true).end());
    } else {
      session.print(
          "It does not run; ./crossfade target start starts it, as any command that needs it.");
    }
  }

  private static void running(Session session, TargetChoice choice, ChosenTarget chosen) {
    session.note(choice.sentence(chosen.url()));
    TargetServer server = chosen.connector().server();
    if (session.json()) {
      session.print(
          json ->
              json.object()
                  .field("running", true)
                  .field("embedded", choice.isEmbedded())
                  .field("url", chosen.url().display())
                  .field("version", server.version())
                  .field("pooled", server.pooled())
                  .field("read_only", server.readOnly())
                  .end());
    } else {
      session.print(
          "It answers: PostgreSQL "
              + server.version()
              + (server.pooled() ? ", through a pooler" : "")
              + (server.readOnly() ? ", read-only" : "")
              + ".");
    }
  }
}
