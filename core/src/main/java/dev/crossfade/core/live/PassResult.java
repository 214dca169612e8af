package dev.crossfade.core.live;

/**
 * What a pass did.
 *
 * @param kind how it ended
 * @param passId its id
 * @param keys dirty keys that it read
 * @param deadKeys those of them that did not fit the target
 * @param epoch epoch of the source in the snapshot; the lowest long when none was taken
 * @param version the target's version that shows the snapshot: when the pass was applied, the one
 *     behind it; when it was empty, the one looked at, which shows the snapshot as long as it lasts
 */
public record PassResult(
    Kind kind, String passId, long keys, int deadKeys, long epoch, long version) {

  /** How a pass ends. */
  public enum Kind {
    /** No key was dirty: the target is equal to the snapshot, and nothing was changed. */
    EMPTY,
    /** The target has become equal to the snapshot. */
    APPLIED,
    /** Somebody else changed the target since the look; nothing was changed. Try again. */
    OVERTAKEN,
    /** The target takes no passes: it is open, was open last, or its backfill is not complete. */
    BLOCKED
  }
}
