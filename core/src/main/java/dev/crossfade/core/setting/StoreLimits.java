package dev.crossfade.core.setting;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;

/**
 * How long calls wait, and what reads do.
 *
 * @param write the longest that a write waits, for a switch under way or for a store; 1 ms to 1 h
 * @param read the longest that a read waits for a store; 1 ms to 1 h
 * @param fallback whether a read goes to the other store, marked stale, when the first is away
 * @param shadow the share of reads that are repeated on the other store and compared; 0 to 1
 */
public record StoreLimits(Duration write, Duration read, boolean fallback, double shadow) {
  // Before the defaults, which are checked against them.
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofHours(1);

  /** 5 s for writes, 2 s for reads, fallback reads, one read of a hundred compared. */
  public static final StoreLimits DEFAULT =
      new StoreLimits(Duration.ofSeconds(5), Duration.ofSeconds(2), true, 0.01);

  /**
   * Checks the limits.
   *
   * @throws CrossfadeException CF-7363
   */
  public StoreLimits {
    check("writeLimit", write);
    check("readLimit", read);
    if (!(shadow >= 0 && shadow <= 1)) {
      throw new CrossfadeException(
          ErrorCode.CF_7363, "expected a shadow from 0 to 1 but was " + shadow);
    }
  }

  private static void check(String name, Duration limit) {
    if (limit.compareTo(LEAST) < 0 || limit.compareTo(MOST) > 0) {
      throw new CrossfadeException(
          ErrorCode.CF_7363, "expected a " + name + " from 1 ms to 1 h but was " + limit);
    }
  }
}
