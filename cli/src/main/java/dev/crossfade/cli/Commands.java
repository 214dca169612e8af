package dev.crossfade.cli;

import dev.crossfade.cli.query.SqlCommand;
import dev.crossfade.cli.target.TargetCommand;
import picocli.CommandLine;

/** The tree of all commands. */
final class Commands {
  private Commands() {}

  static CommandLine tree() {
    CommandLine root = new CommandLine(new Root());
    root.addSubcommand(TargetCommand.tree());
    root.addSubcommand(new SqlCommand());
    return root;
  }
}
