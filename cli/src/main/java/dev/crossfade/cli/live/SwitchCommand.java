package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.live.LiveLedger.Direction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code switch}. */
@Command(
    name = "switch",
    description =
        "Takes writers from the followed file to PostgreSQL. The file refuses writes from then on,"
            + " the rest is brought over, and PostgreSQL takes writes; what is written there is"
            + " brought back to the file, so that crossfade back loses nothing. Files that are no"
            + " SQLite are only made read-only and watched: stop their program first, and there is"
            + " no way back from there.",
    footer = {
      "  ./crossfade switch --dry-run",
      "  ./crossfade switch",
      "  ./crossfade switch --override verification --reason \"verified by hand\" --yes",
      "  ./crossfade switch cancel"
    })
public final class SwitchCommand implements Action {
  @Mixin SourceChoice choice = new SourceChoice();
  @Mixin SwitchOptions options = new SwitchOptions();

  @Override
  public Outcome run(Session session) {
    return new SwitchAction(session, choice, options, Direction.FORTH).run();
  }

  /** The command with the one below it. */
  public static CommandLine tree() {
    return new CommandLine(new SwitchCommand()).addSubcommand(new SwitchCancelCommand());
  }
}
