package dev.crossfade.core.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the target's server says of its load. Nothing is kept open between two questions. */
public interface TargetLoad {
  /**
   * How many of its clients work on a statement at this moment, apart from the one that asks.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6322 when the role may not see it
   */
  long activeClients();

  /**
   * The connected replica that is furthest behind, or null when none is.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6322 when the role may not see it
   */
  @Nullable Replica slowestReplica();

  /**
   * Asks a query for true or false, or for a number, of which those above 0 mean true. It can
   * change nothing, and is broken off after 2 seconds.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6321 when it gives neither
   */
  boolean holds(String sql);

  /**
   * A replica.
   *
   * @param name as it gives it, or its address
   * @param lag from the commit here to its visibility there
   */
  record Replica(String name, Duration lag) {}
}
