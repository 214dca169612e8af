package dev.crossfade.cli;

import dev.crossfade.cli.frame.Frame;
import dev.crossfade.cli.frame.Surroundings;
import picocli.CommandLine;

/** The command line of Crossfade: all its commands, run with the surroundings given. */
public final class Cli {
  private final Surroundings surroundings;

  /**
   * @param surroundings streams, environment and directory
   */
  public Cli(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Runs one command.
   *
   * @return the exit status
   */
  public int run(String... arguments) {
    return new Frame(surroundings, Frame.prepare(Commands.tree(arguments))).run(arguments);
  }

  /** All commands, for documentation, completion and tests. */
  public static CommandLine commands() {
    return Frame.prepare(Commands.tree());
  }
}
