package dev.crossfade.cli.data;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which tables a command is about. */
public final class SelectionOptions {
  @Option(
      names = "--tables",
      paramLabel = "GLOB",
      split = ",",
      order = 50,
      description = "Only these tables; * stands for any characters. May be repeated.")
  List<String> tables = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      split = ",",
      order = 51,
      description = "Not these tables. May be repeated.")
  List<String> exclude = new ArrayList<>();

  /** Globs of the tables that are meant; empty for all. */
  public List<String> tables() {
    return List.copyOf(tables);
  }

  /** Globs of the tables that are left out. */
  public List<String> exclude() {
    return List.copyOf(exclude);
  }
}
