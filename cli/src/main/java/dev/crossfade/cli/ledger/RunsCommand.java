package dev.crossfade.cli.ledger;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code runs}. */
@Command(
    name = "runs",
    description = "Says what was moved when.",
    footer = {"  ./crossfade runs list", "  ./crossfade runs show latest"})
public final class RunsCommand {
  private RunsCommand() {}

  /** The group alone, for a list of commands. */
  public static CommandLine group() {
    return new CommandLine(new RunsCommand());
  }

  /** The group with its commands. */
  public static CommandLine tree() {
    return group().addSubcommand(new RunsListCommand()).addSubcommand(new RunsShowCommand());
  }
}
