package dev.crossfade.cli.target;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.postgres.connect.TargetUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code target url}. */
@Command(
    name = "url",
    description = {
      "Prints the URL of the target, with its password where the URL that names it has one, as psql"
          + " takes it. Starts the embedded server when that is the target."
    },
    footer = {"  ./crossfade target url", "  psql \"$(./crossfade target url --quiet)\""})
final class UrlCommand implements Action {
  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    TargetUrl url = ChosenTarget.open(session, target).url();
    if (session.json()) {
      session.print(json -> json.object().field("url", url.libpq()).end());
    } else {
      session.print(url.libpq());
    }
    return Outcome.DONE;
  }
}
