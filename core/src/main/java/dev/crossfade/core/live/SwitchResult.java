package dev.crossfade.core.live;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a switch ended.
 *
 * @param outcome in one word
 * @param ballot what the target promised to it; 0 when it promised nothing
 * @param waited from just before the source closed until a store was open again: the longest that a
 *     writer can have waited; zero when the source was not closed
 * @param keys dirty keys brought over while both were closed
 * @param passes applied for them
 * @param gates what the barrier looked at
 * @param failure what went wrong, or null
 */
public record SwitchResult(
    Outcome outcome,
    long ballot,
    Duration waited,
    long keys,
    int passes,
    List<Gate> gates,
    @Nullable RuntimeException failure) {

  /** How a switch ends. */
  public enum Outcome {
    /** The target is open. */
    OPENED,
    /** The target cannot be opened: it is open, was opened since, or its backfill is missing. */
    BLOCKED,
    /** Another switch or a cancel was there first. */
    OVERTAKEN,
    /** A gate of the barrier was shut; the source is open again, if nobody else closed it. */
    REFUSED,
    /** Writers would have waited too long; the source is open again. */
    TIMED_OUT,
    /** A store failed; the source is open again. */
    FAILED
  }
}
