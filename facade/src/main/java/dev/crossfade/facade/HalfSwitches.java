package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Stages;
import dev.crossfade.live.Switching;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Gives up switches whose process died: where neither store takes writes for longer than a switch
 * waits, the one that was open last opens again. That is safe at any time; a switch that is still
 * under way finds that it was given up.
 */
final class HalfSwitches {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(15).toNanos();

  private final Moving moving;
  private final LongSupplier nanos;
  private final Map<Lane, Long> closedSince = new HashMap<>();

  HalfSwitches(Moving moving, LongSupplier nanos) {
    this.moving = moving;
    this.nanos = nanos;
  }

  /** Looks at a lane; called again and again. */
  void look(Lane lane, MigrationRecord record) {
    if (!moving.sources().isClosed(lane)) {
      closedSince.remove(lane);
      return;
    }
    Migration migration = moving.migration(record);
    if (new Stages(migration, moving.console()).now() != Stage.BARRIER) {
      closedSince.remove(lane);
      return;
    }
    long now = nanos.getAsLong();
    Long since = closedSince.putIfAbsent(lane, now);
    if (since != null && now - since > PATIENCE_NANOS) {
      closedSince.remove(lane);
      try {
        moving.tell(
            lane
                + ": a switch was left half done, and is given up: "
                + new Switching(migration).cancel());
      } catch (CrossfadeException later) {
        moving.tell(lane + ": a switch was left half done; " + later.getMessage());
      }
    }
  }
}
