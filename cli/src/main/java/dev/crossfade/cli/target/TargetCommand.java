package dev.crossfade.cli.target;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code target}. */
@Command(
    name = "target",
    description = "Governs the target database: the embedded PostgreSQL, or the one named.",
    footer = {"  ./crossfade target start", "  ./crossfade target status --json"})
public final class TargetCommand {
  private TargetCommand() {}

  /** The group alone, for a list of commands. */
  public static CommandLine group() {
    return new CommandLine(new TargetCommand());
  }

  /** The group with its commands. */
  public static CommandLine tree() {
    return group()
        .addSubcommand(new StartCommand())
        .addSubcommand(new StopCommand())
        .addSubcommand(new UrlCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(new PsqlCommand())
        .addSubcommand(new ResetCommand());
  }
}
