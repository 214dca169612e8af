package dev.crossfade.cli;

import dev.crossfade.cli.frame.Frame;
import dev.crossfade.cli.frame.Surroundings;
import dev.crossfade.core.ops.Cancellation;
import picocli.CommandLine;

/** The command line of Crossfade: all its commands, run with the surroundings given. */
public final class Cli {
  private final Surroundings surroundings;
  private final Cancellation cancellation = new Cancellation();

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
    return new Frame(surroundings, Frame.prepare(Commands.tree(arguments)), cancellation)
        .run(arguments);
  }

  /**
   * Asks the command under way to stop at its next checkpoint, as Ctrl-C does, but the process goes
   * on; the command ends a moment later. Other threads may call this. A command that is run by this
   * object afterwards stops too.
   */
  public void interrupt() {
    cancellation.request();
  }

  /** All commands, for documentation, completion and tests. */
  public static CommandLine commands() {
    return Frame.prepare(Commands.tree());
  }
}
