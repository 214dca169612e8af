package dev.crossfade.core.error;

import org.jspecify.annotations.Nullable;

/**
 * An error that a user can meet: a code, where it happened, and the cause. Its message never holds
 * row values or passwords.
 */
public final class CrossfadeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String detail;

  /**
   * @param code the code, which brings title and advice
   * @param detail what exactly happened and where: a path, a table, a line; no row values
   */
  public CrossfadeException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  /**
   * @param code the code, which brings title and advice
   * @param detail what exactly happened and where; no row values
   * @param cause the exception underneath, or null
   */
  public CrossfadeException(ErrorCode code, String detail, @Nullable Throwable cause) {
    super(code.code() + " " + code.title() + ": " + detail, cause);
    this.code = code;
    this.detail = detail;
  }

  /** The code that names the kind of error. */
  public ErrorCode code() {
    return code;
  }

  /** What exactly happened and where. */
  public String detail() {
    return detail;
  }
}
