package dev.crossfade.cli.live;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code proof}. */
@Command(
    name = "proof",
    description = "Writes down what was compared when in a live migration, and checks that again.",
    footer = {"  ./crossfade proof export proof.md", "  ./crossfade proof check proof.md"})
public final class ProofCommand {
  private ProofCommand() {}

  /** The group alone, for a list of commands. */
  public static CommandLine group() {
    return new CommandLine(new ProofCommand());
  }

  /** The group with its commands. */
  public static CommandLine tree() {
    return group().addSubcommand(new ProofExportCommand()).addSubcommand(new ProofCheckCommand());
  }
}
