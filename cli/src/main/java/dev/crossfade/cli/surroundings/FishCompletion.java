package dev.crossfade.cli.surroundings;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Makes the completion script for fish. */
final class FishCompletion {
  private final List<String> lines = new ArrayList<>();

  private FishCompletion() {}

  static String script(CommandLine root) {
    FishCompletion completion = new FishCompletion();
    completion.lines.add("# Completion of crossfade for fish.");
    completion.lines.add("function __crossfade_at");
    completion.lines.add("    set -l words (commandline -opc)");
    completion.lines.add("    set -e words[1]");
    completion.lines.add("    set -l plain (string match -v -- '-*' $words)");
    completion.lines.add("    test \"$plain\" = \"$argv\"");
    completion.lines.add("end");
    completion.lines.add("function __crossfade_in");
    completion.lines.add("    set -l words (commandline -opc)");
    completion.lines.add("    set -e words[1]");
    completion.lines.add(
        "    string match -q -- \"$argv*\" (string match -v -- '-*' $words | string join ' ')");
    completion.lines.add("end");
    completion.command(root, "");
    return String.join("\n", completion.lines) + "\n";
  }

  private void command(CommandLine command, String path) {
    command
        .getSubcommands()
        .forEach(
            (name, below) ->
                lines.add(
                    "complete -c crossfade -f -n '__crossfade_at "
                        + path
                        + "' -a "
                        + name
                        + " -d "
                        + quoted(first(below.getCommandSpec().usageMessage().description()))));
    for (OptionSpec option : command.getCommandSpec().options()) {
      option(option, path);
    }
    command
        .getSubcommands()
        .forEach((name, below) -> command(below, path.isEmpty() ? name : path + " " + name));
  }

  private void option(OptionSpec option, String path) {
    StringBuilder line = new StringBuilder("complete -c crossfade");
    if (!path.isEmpty()) {
      line.append(" -n '__crossfade_in ").append(path).append('\'');
    }
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    line.append(option.arity().max() > 0 ? " -r" : "");
    lines.add(line.append(" -d ").append(quoted(first(option.description()))).toString());
  }

  private static String first(String[] description) {
    String text = String.join(" ", description);
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
