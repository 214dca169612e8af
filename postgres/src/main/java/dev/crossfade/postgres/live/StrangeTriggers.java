package dev.crossfade.postgres.live;

/** A pass met triggers or foreign keys that a closed store must be without. */
final class StrangeTriggers extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
