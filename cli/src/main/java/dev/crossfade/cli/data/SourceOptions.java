package dev.crossfade.cli.data;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.files.csv.CsvOptions;
import java.util.LinkedHashMap;
import java.util.Map;
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

  @Option(
      names = "--csv-delimiter",
      paramLabel = "CHAR",
      order = 61,
      defaultValue = CsvOptions.AUTO,
      description =
          "What stands between the cells of CSV files: one character, tab or space. Default: auto,"
              + " found out for each file.")
  String csvDelimiter = CsvOptions.AUTO;

  @Option(
      names = "--csv-header",
      paramLabel = "yes|no|auto",
      order = 62,
      defaultValue = CsvOptions.AUTO,
      description = "Whether the first row of CSV files holds names. Default: auto.")
  String csvHeader = CsvOptions.AUTO;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      order = 63,
      defaultValue = CsvOptions.AUTO,
      description =
          "The encoding of CSV files: utf-8, utf-16le, utf-16be or windows-1252. Default: auto.")
  String encoding = CsvOptions.AUTO;

  /** A SQLite file is read from a copy, everything else as without options. */
  public static SourceOptions ofCopy() {
    SourceOptions options = new SourceOptions();
    options.copy = true;
    return options;
  }

  /**
   * How CSV files are read by these options and a plan.
   *
   * @param planned what the plan says of it; what it does not say is the options'
   * @throws CrossfadeException CF-1001 when they contradict each other
   */
  CsvOptions csv(Map<String, String> planned) {
    CsvOptions said = new CsvOptions(csvDelimiter, csvHeader, encoding);
    Map<String, String> reading = new LinkedHashMap<>(said.reading());
    planned.forEach(
        (setting, value) -> {
          String other = reading.putIfAbsent(setting, value);
          if (other != null && !other.equals(value)) {
            throw new CrossfadeException(
                ErrorCode.CF_1001,
                setting + " is '" + other + "' here and '" + value + "' in the plan");
          }
        });
    return CsvOptions.of(reading);
  }
}
