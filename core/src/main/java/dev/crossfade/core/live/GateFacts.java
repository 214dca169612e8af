package dev.crossfade.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gates of a switch are computed from.
 *
 * @param complete whether the target's backfill is complete
 * @param deadKeys keys that are dead in the target
 * @param acceptedDeadKeys how many of them a person has accepted, each by name
 * @param verification the last one that ended, or null when there was none
 * @param backlog entries in the source's outbox
 * @param lag age of the oldest change that the target lacks
 * @param invalid constraints of the target that are not valid, by name
 * @param paused why following is paused, or null
 * @param now the moment of the question
 */
public record GateFacts(
    boolean complete,
    long deadKeys,
    long acceptedDeadKeys,
    @Nullable Verified verification,
    long backlog,
    Duration lag,
    List<String> invalid,
    @Nullable String paused,
    Instant now) {

  /**
   * A verification.
   *
   * @param finishedAt when it ended
   * @param differences how many keys differed
   * @param changed what passes have brought since
   */
  public record Verified(Instant finishedAt, long differences, ChangedKeys changed) {}

  /**
   * How much is let through.
   *
   * @param verificationAge the last verification must be younger than this
   * @param lag the target must lag less than this
   * @param changedKeys so many keys are compared in the barrier at most, while writers wait
   */
  public record Limits(Duration verificationAge, Duration lag, long changedKeys) {
    /** A verification of the last day, a lag of less than ten seconds, 100,000 keys. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofDays(1), Duration.ofSeconds(10), 100_000);
  }
}
