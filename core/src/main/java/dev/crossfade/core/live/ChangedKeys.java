package dev.crossfade.core.live;

/**
 * How much was brought into a closed store since it was verified.
 *
 * @param recording whether that is recorded: since the first verification began
 * @param keys how many single keys are recorded
 * @param wholes how many collections are recorded as a whole: one was emptied at a stroke, or so
 *     many keys of it changed that they are not told apart any more
 */
public record ChangedKeys(boolean recording, long keys, long wholes) {
  /** So many single keys are recorded at most; then the largest collection becomes a whole one. */
  public static final int MOST = 500_000;

  /** What a store says in which no verification has begun. */
  public static final ChangedKeys NONE = new ChangedKeys(false, 0, 0);
}
