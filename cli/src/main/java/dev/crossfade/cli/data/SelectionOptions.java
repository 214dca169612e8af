package dev.crossfade.cli.data;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which tables a command is about. */
final class SelectionOptions {
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
}
