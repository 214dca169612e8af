package dev.crossfade.core.error;

import java.util.Locale;

/**
 * Every error that a user can meet. The name of a constant is its code with an underscore in place
 * of the hyphen; the documentation is generated from this list.
 *
 * <p>Ranges: 1xxx usage and configuration, 2xxx sources, 3xxx connection to a target, 4xxx plans
 * and schemas, 5xxx moving and proving, 9xxx defects of Crossfade itself.
 */
public enum ErrorCode {
  // ---- 1xxx usage and configuration
  CF_1001(
      Exit.USAGE, "Wrong usage", "Run the command with --help to see its arguments and examples."),
  CF_1002(
      Exit.USAGE,
      "A setting is not valid",
      "Correct the setting named; its limits are in docs/reference."),

  // ---- 2xxx sources
  CF_2001(
      Exit.USAGE,
      "The source does not exist",
      "Check the path; paths are relative to the directory you stand in."),
  CF_2002(
      Exit.FAILED,
      "The source cannot be read",
      "Check the rights of the file and that the disk answers."),

  // ---- 3xxx connection to a target

  // ---- 4xxx plans and schemas
  CF_4200(
      Exit.FAILED,
      "SQL of the source cannot be understood",
      "Check the statement at the place named; the object can be left out with --exclude."),
  CF_4201(
      Exit.USAGE,
      "A name cannot be one of PostgreSQL",
      "Choose another name in the plan: not empty, without U+0000, at most 63 bytes of UTF-8."),

  // ---- 5xxx moving and proving
  CF_5201(
      Exit.INTERRUPTED,
      "Interrupted",
      "Nothing is lost: run the same command again with --resume to go on."),

  // ---- 9xxx defects
  CF_9001(Exit.FAILED, "A defect of Crossfade", "Please report it with the command and the log.");

  /** Exit codes of the command line, one meaning each. */
  private enum Exit {
    FAILED(1),
    USAGE(2),
    DIFFERENT(4),
    INTERRUPTED(130);

    final int status;

    Exit(int status) {
      this.status = status;
    }
  }

  private final Exit exit;
  private final String title;
  private final String advice;

  ErrorCode(Exit exit, String title, String advice) {
    this.exit = exit;
    this.title = title;
    this.advice = advice;
  }

  /** The code as users see it, for example {@code CF-2001}. */
  public String code() {
    return name().toUpperCase(Locale.ROOT).replace('_', '-');
  }

  /** What happened, in a few words, without a full stop. */
  public String title() {
    return title;
  }

  /** What to do about it: one or more whole sentences. */
  public String advice() {
    return advice;
  }

  /** The status that a process ends with because of this error: 1, 2, 4 or 130. */
  public int exitStatus() {
    return exit.status;
  }
}
