package dev.crossfade.spring;

import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Link;
import dev.crossfade.facade.PatternStatus;
import dev.crossfade.facade.StoreStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down where a pattern takes writes in the database and that does not answer. What waits for a
 * person, but hinders nobody, is a detail. Asks no store.
 */
final class StoreHealthIndicator implements HealthIndicator {
  private final CrossfadeStore store;
  private final StatusWatch watch;

  StoreHealthIndicator(CrossfadeStore store, StatusWatch watch) {
    this.store = store;
    this.watch = watch;
  }

  @Override
  public Health health() {
    Link link = store.link();
    StoreStatus status = watch.status(store);
    Health.Builder health = new Health.Builder();
    health.withDetail("database", link.connected() ? "connected" : "away");
    health.withDetail("since", link.since());
    detail(health, "trouble", link.trouble());
    if (status == null) {
      return health.unknown().build();
    }
    health.withDetail("healthy", status.healthy());
    Map<String, Object> patterns = new LinkedHashMap<>();
    status.patterns().forEach(one -> patterns.put(PatternNames.of(one), details(one)));
    health.withDetail("patterns", patterns);
    boolean up = link.connected() || !status.needsDatabase();
    return (up ? health.up() : health.down()).build();
  }

  private static void detail(Health.Builder health, String name, @Nullable Object value) {
    if (value != null) {
      health.withDetail(name, value);
    }
  }

  private static Map<String, Object> details(PatternStatus pattern) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (pattern.skip() != null) {
      details.put("skipped", pattern.skip());
      return details;
    }
    details.put("stage", pattern.stage());
    known(details, "waiting", pattern.waiting());
    known(details, "lagSeconds", pattern.lagSeconds());
    if (pattern.verifiedAt() != null) {
      details.put("verifiedAt", pattern.verifiedAt());
      details.put("differences", pattern.differences());
    }
    some(details, "deadKeys", pattern.deadKeys());
    some(details, "differingReads", pattern.differingReads());
    if (pattern.paused() != null) {
      details.put("paused", pattern.paused());
    }
    if (pattern.trouble() != null) {
      details.put("trouble", pattern.trouble());
    }
    return details;
  }

  private static void known(Map<String, Object> details, String name, Number value) {
    if (value.doubleValue() >= 0) {
      details.put(name, value);
    }
  }

  private static void some(Map<String, Object> details, String name, long value) {
    if (value > 0) {
      details.put(name, value);
    }
  }
}
