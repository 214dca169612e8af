package dev.crossfade.cli;

import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.core.setting.SettingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Writes the reference in {@code docs/reference} from the code, so that it cannot be wrong. */
public final class Reference {
  private static final String NOTICE = "<!-- Written by dev.crossfade.cli.Reference. -->\n\n";

  private Reference() {}

  /**
   * Writes the pages.
   *
   * @param arguments the directory to write into
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Files.createDirectories(directory);
    for (Map.Entry<String, String> page : pages().entrySet()) {
      Files.writeString(directory.resolve(page.getKey()), page.getValue());
    }
  }

  /** The pages by their file names. */
  static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("commands.md", commands());
    pages.put("errors.md", errors());
    pages.put("settings.md", settings());
    pages.put("types.md", types());
    return pages;
  }

  private static String commands() {
    StringBuilder page = new StringBuilder(NOTICE).append("# Commands\n\n## Exit statuses\n\n");
    page.append("| status | meaning |\n|---|---|\n");
    for (Outcome outcome : Outcome.values()) {
      page.append(row(Integer.toString(outcome.status()), outcome.meaning()));
    }
    CommandLine root = Cli.commands();
    root.setUsageHelpWidth(100);
    command(page, root);
    return page.toString();
  }

  private static void command(StringBuilder page, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    page.append("\n## ").append(name).append("\n\n```\n");
    command.getUsageMessage(Ansi.OFF).lines().forEach(line -> line(page, line));
    int length = page.length();
    while (page.charAt(length - 1) == '\n') {
      length--;
    }
    page.setLength(length);
    page.append("\n```\n");
    command.getSubcommands().values().forEach(below -> command(page, below));
  }

  private static void line(StringBuilder page, String line) {
    page.append(line.stripTrailing()).append('\n');
  }

  private static String errors() {
    StringBuilder page = new StringBuilder(NOTICE).append("# Errors\n\n");
    page.append(
        "Every error has a code. The message says where it happened; this is what to do.\n");
    page.append("\n| code | what happened | what to do | exit status |\n|---|---|---|---|\n");
    Stream.of(ErrorCode.values())
        .sorted((one, other) -> one.code().compareTo(other.code()))
        .forEach(
            code ->
                page.append(
                    row(
                        code.code(),
                        code.title(),
                        code.advice(),
                        Integer.toString(code.exitStatus()))));
    return page.toString();
  }

  private static String settings() {
    StringBuilder page = new StringBuilder(NOTICE).append("# Settings\n\n");
    page.append(
        "A flag stands above the environment, the environment above `crossfade.yaml` in the"
            + " directory\nwhere the command runs, and that above the default.\n\n");
    page.append("| in crossfade.yaml | variable | flag | default | values | meaning |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Setting setting : Setting.values()) {
      String preset = setting.defaultText();
      page.append(
          row(
              "`" + setting.path() + "`",
              "`" + setting.environment() + "`",
              "`" + setting.flag() + "`",
              preset == null || preset.isEmpty() ? "" : "`" + preset + "`",
              values(setting.rule()),
              setting.meaning()));
    }
    return page.toString();
  }

  private static String values(SettingRule rule) {
    return switch (rule.kind()) {
      case TEXT -> "text";
      case SECRET -> "text, never shown";
      case NAME -> "a name of at most 63 bytes";
      case LIST -> "a list";
      case CHOICE -> String.join(", ", rule.choices());
      case INTEGER ->
          Stream.concat(rule.choices().stream(), Stream.of(rule.least() + " to " + rule.most()))
              .collect(Collectors.joining(", or "));
    };
  }

  private static String types() {
    StringBuilder page = new StringBuilder(NOTICE).append("# Types\n\n");
    page.append(
        "A conversion maps the values of a column to PostgreSQL and back. A value that would not"
            + " come back\nequal does not fit. The names are those of plan files.\n\n");
    page.append(
        "| conversion | PostgreSQL type | compared as JSON data | keeps the key's order |\n");
    page.append("|---|---|---|---|\n");
    for (Conversion.Kind kind : Conversion.Kind.values()) {
      page.append(
          row(
              "`" + kind.name().toLowerCase(Locale.ROOT) + "`",
              kind.type(),
              kind.comparesJsonData() ? "yes" : "",
              kind.ordered() ? "yes" : ""));
    }
    return page.toString();
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
