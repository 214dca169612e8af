package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.TargetLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks what a throttle depends on beside the rate. */
final class Conditions {
  private Conditions() {}

  /**
   * Asks one after the other, up to the first that holds. What cannot be asked holds too: passes
   * must not press a server that nobody can look at.
   *
   * @return why to wait, or null
   */
  static @Nullable String reason(ThrottleLimits limits, TargetLoad load) {
    try {
      return first(limits, load);
    } catch (CrossfadeException unknown) {
      return unknown.code().code()
          + " "
          + unknown.code().title()
          + ": "
          + unknown.detail()
          + ". "
          + unknown.code().advice();
    }
  }

  /**
   * The same, but what cannot be asked is thrown.
   *
   * @throws CrossfadeException CF-6321, CF-6322, or that the target is not reached
   */
  static @Nullable String first(ThrottleLimits limits, TargetLoad load) {
    String path = limits.whileFile();
    if (path != null && !Files.notExists(Path.of(path))) {
      return "while-file: " + path + " is there";
    }
    if (limits.maxLoad() > 0) {
      long active = load.activeClients();
      if (active > limits.maxLoad()) {
        return "max-load: " + active + " clients are at work, " + limits.maxLoad() + " at most";
      }
    }
    Duration lag = limits.maxReplicaLag();
    TargetLoad.Replica slowest = lag == null ? null : load.slowestReplica();
    if (lag != null && slowest != null && slowest.lag().compareTo(lag) > 0) {
      return "max-replica-lag: the replica "
          + slowest.name()
          + " is "
          + slowest.lag().toMillis()
          + " ms behind, "
          + lag.toMillis()
          + " at most";
    }
    String sql = limits.whileSql();
    return sql != null && load.holds(sql) ? "while-sql: the condition says so" : null;
  }
}
