package dev.crossfade.sql.translate;

/** Ends a translation from within; never leaves this package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  Refusal(String reason, String advice) {
    super(reason, null, false, false);
    this.advice = advice;
  }

  Translation.Refused translation() {
    return new Translation.Refused(String.valueOf(getMessage()), advice);
  }
}
