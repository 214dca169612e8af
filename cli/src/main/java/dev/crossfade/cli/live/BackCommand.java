package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.live.LiveLedger.Direction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code back}. */
@Command(
    name = "back",
    description =
        "Takes writers from PostgreSQL back to the followed file, which holds all that was written"
            + " since the switch. The same as switch, in the other direction. Refused for files that"
            + " are no SQLite: nothing is written to them.",
    footer = {"  ./crossfade back --dry-run", "  ./crossfade back --yes"})
public final class BackCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();
  @Mixin SwitchOptions options = new SwitchOptions();

  @Override
  public Outcome run(Session session) {
    return new SwitchAction(session, choice, options, Direction.BACK).run();
  }
}
