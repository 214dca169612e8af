package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.live.LiveLedger.Throttled;
import dev.crossfade.live.Migration;
import dev.crossfade.live.ThrottleLimits;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The throttle, for people or as JSON. */
final class ThrottleOutput {
  private ThrottleOutput() {}

  static void print(Session session, Migration migration, ThrottleLimits limits) {
    Throttled now = limits.isEmpty() ? null : migration.throttled();
    if (session.json()) {
      session.print(json -> document(json, migration, limits, now));
      return;
    }
    session.print(
        limits.isEmpty()
            ? "Nothing holds passes back."
            : "Passes wait by these limits: " + limits.sentence());
    if (now != null) {
      session.print(text(now));
    }
  }

  /** When and why passes wait. */
  static String text(Throttled now) {
    return "Throttled since " + now.since().truncatedTo(ChronoUnit.SECONDS) + ", " + now.reason();
  }

  private static void document(
      JsonOut json, Migration migration, ThrottleLimits limits, @Nullable Throttled now) {
    Duration lag = limits.maxReplicaLag();
    json.object().field("id", migration.id());
    number(json, "rows", limits.rows());
    number(json, "maxLoad", limits.maxLoad());
    number(json, "maxReplicaLagMillis", lag == null ? 0 : lag.toMillis());
    json.field("whileSql", limits.whileSql()).field("whileFile", limits.whileFile());
    now(json, now);
    json.end();
  }

  /** When and why passes wait, as two fields. */
  static void now(JsonOut json, @Nullable Throttled now) {
    json.field("since", now == null ? null : now.since().toString())
        .field("reason", now == null ? null : now.reason());
  }

  private static void number(JsonOut json, String name, long value) {
    if (value == 0) {
      json.name(name).nothing();
    } else {
      json.field(name, value);
    }
  }
}
