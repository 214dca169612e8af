package dev.crossfade.cli.frame;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Cancellation;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Reads arguments, runs the command they name, and turns what happens into output and a status. */
public final class Frame {
  private static final int HELP_WIDTH_MAX = 100;
  private static final String COMMON = "common";

  private final Surroundings surroundings;
  private final CommandLine commands;
  private final Cancellation cancellation;

  /**
   * @param surroundings where it runs
   * @param commands the tree made by {@link #prepare}
   * @param cancellation what Ctrl-C requests, and others may
   */
  public Frame(Surroundings surroundings, CommandLine commands, Cancellation cancellation) {
    this.surroundings = surroundings;
    this.commands = commands;
    this.cancellation = cancellation;
  }

  /** Gives every command of a tree the common options and the form of its help. */
  public static CommandLine prepare(CommandLine root) {
    CommandSpec spec = root.getCommandSpec();
    spec.addMixin(COMMON, CommandSpec.forAnnotatedObject(new CommonOptions()));
    spec.usageMessage().abbreviateSynopsis(true).commandListHeading("%nCommands:%n");
    headline(spec);
    spec.usageMessage().sortOptions(false).optionListHeading("%nOptions:%n");
    spec.usageMessage().parameterListHeading("%nArguments:%n").footerHeading("%nExamples:%n");
    root.getSubcommands().values().forEach(Frame::prepare);
    return root;
  }

  /** The first sentence of a description alone stands in the list of commands. */
  private static void headline(CommandSpec spec) {
    String description = String.join(" ", spec.usageMessage().description());
    int end = description.indexOf(". ");
    if (end > 0) {
      spec.usageMessage().header(description.substring(0, end + 1));
      spec.usageMessage().description(description.substring(end + 2));
    } else {
      spec.usageMessage().header(description);
      spec.usageMessage().description(new String[0]);
    }
  }

  /** Runs the command that the arguments name and gives the exit status. */
  public int run(String... arguments) {
    CommonOptions guessed = guess(arguments);
    try (Session early = new Session(surroundings, guessed, cancellation)) {
      commands.setUsageHelpWidth(
          Math.max(60, Math.min(HELP_WIDTH_MAX, surroundings.terminal().width())));
      commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
      SettingDefaults defaults = new SettingDefaults(surroundings);
      commands.setDefaultValueProvider(defaults);
      ParseResult parsed;
      try {
        parsed = commands.parseArgs(arguments);
      } catch (CommandLine.ParameterException wrong) {
        return new ErrorPrinter(early)
            .print(defaults.refused().orElseGet(() -> Usage.error(wrong)));
      }
      return run(parsed, defaults);
    }
  }

  private int run(ParseResult parsed, SettingDefaults defaults) {
    ParseResult last = parsed;
    CommonOptions options = options(last);
    while (last.hasSubcommand()) {
      last = last.subcommand();
      options = options.or(options(last));
    }
    CommandLine command = last.commandSpec().commandLine();
    if (command.isUsageHelpRequested()) {
      surroundings.out().print(command.getUsageMessage(Ansi.OFF).stripTrailing() + "\n");
      return Outcome.DONE.status();
    }
    if (command.isVersionHelpRequested()) {
      command.printVersionHelp(surroundings.out(), Ansi.OFF);
      return Outcome.DONE.status();
    }
    Session session = new Session(surroundings, options, cancellation);
    try {
      return run(command, session, defaults);
    } finally {
      session.close();
      session.release();
    }
  }

  private static int run(CommandLine command, Session session, SettingDefaults defaults) {
    try {
      defaults.refused().ifPresent(Frame::refuse);
      if (command.getCommand() instanceof Action action) {
        return action.run(session).status();
      }
      throw new CrossfadeException(ErrorCode.CF_1001, Usage.missingSubcommand(command));
    } catch (CrossfadeException error) {
      session.close();
      return new ErrorPrinter(session).print(error);
    } catch (Exception | StackOverflowError | OutOfMemoryError failure) {
      session.close();
      return new ErrorPrinter(session).print(ErrorPrinter.defect(failure));
    }
  }

  private static void refuse(CrossfadeException refused) {
    throw refused;
  }

  private static CommonOptions options(ParseResult parsed) {
    CommandSpec mixin = Objects.requireNonNull(parsed.commandSpec().mixins().get(COMMON));
    return (CommonOptions) mixin.userObject();
  }

  /** What is wanted of the output although the arguments could not be read. */
  private static CommonOptions guess(String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    CommonOptions options = new CommonOptions();
    options.json = words.contains("--json");
    options.verbose = words.contains("--verbose");
    options.noColor = words.contains("--no-color");
    return options;
  }
}
