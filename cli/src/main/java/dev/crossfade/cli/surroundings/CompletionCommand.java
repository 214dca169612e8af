package dev.crossfade.cli.surroundings;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}. */
@Command(
    name = "completion",
    description = "Prints a script that completes the commands and options in a shell.",
    footer = {
      "  eval \"$(./crossfade completion bash)\"",
      "  ./crossfade completion zsh > ~/.crossfade-completion && . ~/.crossfade-completion",
      "  ./crossfade completion fish > ~/.config/fish/completions/crossfade.fish"
    })
public final class CompletionCommand implements Action {
  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  String shell = "";

  private final Supplier<CommandLine> commands;

  /**
   * @param commands makes the tree of all commands
   */
  public CompletionCommand(Supplier<CommandLine> commands) {
    this.commands = commands;
  }

  @Override
  public Outcome run(Session session) {
    String script =
        switch (shell) {
          // One script serves both: it switches on bash completion in zsh.
          case "bash", "zsh" -> AutoComplete.bash("crossfade", commands.get());
          case "fish" -> FishCompletion.script(commands.get());
          default -> throw new CrossfadeException(ErrorCode.CF_1110, shell);
        };
    if (session.json()) {
      session.print(json -> json.object().field("shell", shell).field("script", script).end());
    } else {
      session.print(script.stripTrailing());
    }
    return Outcome.DONE;
  }
}
