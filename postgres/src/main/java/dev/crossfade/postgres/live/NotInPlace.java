package dev.crossfade.postgres.live;

/** Rows of a small pass cannot be written by updating each in place. */
final class NotInPlace extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotInPlace(Throwable cause) {
    super(cause);
  }
}
