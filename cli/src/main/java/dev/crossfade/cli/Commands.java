package dev.crossfade.cli;

import dev.crossfade.cli.data.InspectCommand;
import dev.crossfade.cli.data.MoveCommand;
import dev.crossfade.cli.data.PlanCommand;
import dev.crossfade.cli.data.VerifyCommand;
import dev.crossfade.cli.ledger.RejectsCommand;
import dev.crossfade.cli.ledger.RunsCommand;
import dev.crossfade.cli.query.SqlCommand;
import dev.crossfade.cli.surroundings.CompletionCommand;
import dev.crossfade.cli.surroundings.DoctorCommand;
import dev.crossfade.cli.surroundings.SetupCommand;
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
    root.addSubcommand(RejectsCommand.tree());
    root.addSubcommand(RunsCommand.tree());
    root.addSubcommand(new SqlCommand());
    root.addSubcommand(TargetCommand.tree());
    root.addSubcommand(new SetupCommand());
    root.addSubcommand(new DoctorCommand());
    root.addSubcommand(new CompletionCommand(Cli::commands));
    return root;
  }
}
