package dev.crossfade.core.setting;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every setting: its name in {@code crossfade.yaml}, its environment variable, its flag, default,
 * limits and meaning. The documentation is generated from this list.
 */
// A rule is a record of words and numbers, which the checker cannot know to be unchanging.
@SuppressWarnings("ImmutableEnumChecker")
public enum Setting {
  SOURCE(
      "source",
      "CROSSFADE_SOURCE",
      null,
      SettingRule.text(),
      "The file or folder to move where a command names none."),
  TARGET(
      "target",
      "DATABASE_URL",
      null,
      SettingRule.secret(),
      "The PostgreSQL database to move into, postgresql://user:password@host:port/database; without"
          + " one the embedded server is used."),
  INTO("into", "CROSSFADE_INTO", "public", SettingRule.name(), "The schema that tables move into."),
  TABLES(
      "tables",
      "CROSSFADE_TABLES",
      "",
      SettingRule.list(),
      "Names of the tables to move, all when empty; * stands for any characters, ? for one."),
  EXCLUDE(
      "exclude",
      "CROSSFADE_EXCLUDE",
      "",
      SettingRule.list(),
      "Names of tables to leave out, in the same notation."),
  ON_REJECT(
      "onReject",
      "CROSSFADE_ON_REJECT",
      "fail",
      SettingRule.choice("fail", "dead-letter"),
      "What happens when a record does not fit: the run fails before anything is visible, or the"
          + " record is kept as a dead letter."),
  IF_EXISTS(
      "ifExists",
      "CROSSFADE_IF_EXISTS",
      "fail",
      SettingRule.choice("fail", "replace"),
      "What happens when a table of the same name is in the target."),
  CHECK(
      "check",
      "CROSSFADE_CHECK",
      "full",
      SettingRule.choice("full", "count", "none"),
      "How the result is proven: every value, the number of rows, or not at all."),
  JOBS(
      "jobs",
      "CROSSFADE_JOBS",
      "auto",
      SettingRule.integerOr("auto", 1, 64),
      "How many tables are worked on at once; auto is one for each processor, at most 8."),
  CHUNK_ROWS(
      "chunkRows",
      "CROSSFADE_CHUNK_ROWS",
      "100000",
      SettingRule.integer(100, 10_000_000),
      "How many rows are written in one transaction and compared by one digest."),
  CSV_DELIMITER(
      "csvDelimiter",
      "CROSSFADE_CSV_DELIMITER",
      "auto",
      SettingRule.text(),
      "What stands between the cells of CSV files: one character, tab or space; auto finds it out"
          + " for each file."),
  CSV_HEADER(
      "csvHeader",
      "CROSSFADE_CSV_HEADER",
      "auto",
      SettingRule.choice("auto", "yes", "no"),
      "Whether the first row of CSV files holds the names of the columns; auto finds it out."),
  ENCODING(
      "encoding",
      "CROSSFADE_ENCODING",
      "auto",
      SettingRule.choice("auto", "utf-8", "utf-16le", "utf-16be", "windows-1252"),
      "The encoding of CSV files; auto finds it out.");

  private final String path;
  private final String environment;
  private final @Nullable String defaultText;
  private final SettingRule rule;
  private final String meaning;

  Setting(
      String path,
      String environment,
      @Nullable String defaultText,
      SettingRule rule,
      String meaning) {
    this.path = path;
    this.environment = environment;
    this.defaultText = defaultText;
    this.rule = rule;
    this.meaning = meaning;
  }

  /** The name in {@code crossfade.yaml}. */
  public String path() {
    return path;
  }

  /** The environment variable. */
  public String environment() {
    return environment;
  }

  /** The flag of the command line, for example {@code --on-reject}; {@code --to} for the target. */
  public String flag() {
    return this == TARGET ? "--to" : "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The default as text, or null where there is none. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** Which values are allowed. */
  public SettingRule rule() {
    return rule;
  }

  /** What it is for, in one sentence. */
  public String meaning() {
    return meaning;
  }
}
