package dev.crossfade.cli.frame;

import picocli.CommandLine.Option;

/** The options that every command has. */
public final class CommonOptions {
  @Option(
      names = "--json",
      order = 900,
      description = "Print the result as one JSON document on standard output.")
  boolean json;

  @Option(
      names = "--quiet",
      order = 901,
      description = "Print no progress and no notes, only the result and errors.")
  boolean quiet;

  @Option(
      names = "--verbose",
      order = 902,
      description = "Print more; with an error, where in the program it arose.")
  boolean verbose;

  @Option(
      names = "--no-color",
      order = 903,
      description = "Print without colours, as the environment variable NO_COLOR does.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 904,
      description = "Show this help.")
  boolean help;

  /** These or those. */
  CommonOptions or(CommonOptions other) {
    CommonOptions both = new CommonOptions();
    both.json = json || other.json;
    both.quiet = quiet || other.quiet;
    both.verbose = verbose || other.verbose;
    both.noColor = noColor || other.noColor;
    return both;
  }
}
