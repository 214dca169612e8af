package dev.crossfade.cli;

import dev.crossfade.cli.data.InspectCommand;
import dev.crossfade.cli.data.MoveCommand;
import dev.crossfade.cli.data.PlanCommand;
import dev.crossfade.cli.data.VerifyCommand;
import dev.crossfade.cli.query.SqlCommand;
import dev.crossfade.cli.target.TargetCommand;
import picocli.CommandLine;

/** The tree of all commands. */
final class Commands {
  private Commands() {}

  static CommandLine tree() {
    CommandLine root = new CommandLine(new Root());
    root.addSubcommand(new InspectCommand());
    root.addSubcommand(new PlanCommand());
    root.addSubcommand(new MoveCommand());
    root.addSubcommand(new VerifyCommand());
    root.addSubcommand(TargetCommand.tree());
    root.addSubcommand(new SqlCommand());
    return root;
  }
}
