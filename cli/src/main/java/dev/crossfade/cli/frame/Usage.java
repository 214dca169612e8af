package dev.crossfade.cli.frame;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words for wrong usage. */
final class Usage {
  private Usage() {}

  static CrossfadeException error(ParameterException wrong) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    StringBuilder detail = new StringBuilder(wrong.getMessage());
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        detail
            .append("\nDid you mean: ")
            .append(suggestions.stream().limit(3).collect(Collectors.joining(", ")))
            .append('?');
      }
    }
    detail.append("\nHelp: ").append(command).append(" --help");
    return new CrossfadeException(ErrorCode.CF_1001, detail.toString(), wrong);
  }

  static String missingSubcommand(CommandLine command) {
    return command.getCommandSpec().qualifiedName()
        + " needs a command: "
        + String.join(", ", command.getSubcommands().keySet())
        + "\nHelp: "
        + command.getCommandSpec().qualifiedName()
        + " --help";
  }
}
