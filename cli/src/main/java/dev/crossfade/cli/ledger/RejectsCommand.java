package dev.crossfade.cli.ledger;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code rejects}. */
@Command(
    name = "rejects",
    description = "Shows the dead letters of a run: records that were read and did not fit.",
    footer = {
      "  ./crossfade rejects list",
      "  ./crossfade rejects show latest",
      "  ./crossfade rejects export latest --out rejects.jsonl",
      "  ./crossfade rejects retry latest --plan plan.yaml"
    })
public final class RejectsCommand {
  private RejectsCommand() {}

  /** The group alone, for a list of commands. */
  public static CommandLine group() {
    return new CommandLine(new RejectsCommand());
  }

  /** The group with its commands. */
  public static CommandLine tree() {
    return group()
        .addSubcommand(new RejectsListCommand())
        .addSubcommand(new RejectsShowCommand())
        .addSubcommand(new RejectsExportCommand())
        .addSubcommand(new RejectsRetryCommand());
  }
}
