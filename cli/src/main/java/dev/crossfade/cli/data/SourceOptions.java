package dev.crossfade.cli.data;

import picocli.CommandLine.Option;

/** How a source is opened. */
public final class SourceOptions {
  @Option(
      names = "--copy-source",
      order = 60,
      description =
          "Read a private copy of a SQLite file, made by its backup API: a long read of the file"
              + " itself keeps a program that uses no WAL from committing.")
  boolean copy;
}
