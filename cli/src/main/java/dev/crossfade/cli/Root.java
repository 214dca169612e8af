package dev.crossfade.cli;

import picocli.CommandLine.Command;

/** The program itself. */
@Command(
    name = "crossfade",
    versionProvider = Version.class,
    description =
        "Moves SQLite files and folders of JSON, JSONL, EDN and CSV into PostgreSQL, typed, with keys"
            + " and constraints, and with a proof that every value arrived.",
    footer = {
      "  ./crossfade move examples/shop/shop.sqlite",
      "  ./crossfade sql \"SELECT count(*) FROM orders\"",
      "  ./crossfade move data/ --to postgresql://user@host/db --into shop",
      "  ./crossfade target status"
    })
final class Root {
  @picocli.CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 905,
      description = "Print the version.")
  boolean version;
}
