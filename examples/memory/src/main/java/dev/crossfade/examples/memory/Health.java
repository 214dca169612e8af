package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.facade.Link;
import dev.crossfade.facade.PatternStatus;
import dev.crossfade.facade.StoreStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the memory is, as JSON. */
final class Health {
  private Health() {}

  /** Everything that a status tells. */
  static Document of(StoreStatus status) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("healthy", status.healthy());
    members.put("needsDatabase", status.needsDatabase());
    members.put("database", database(status.link()));
    members.put("patterns", status.patterns().stream().map(Health::pattern).toList());
    return Json.object(members);
  }

  private static Document database(Link link) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("connected", link.connected());
    members.put("since", link.since());
    putKnown(members, "trouble", link.trouble());
    return Json.object(members);
  }

  private static Document pattern(PatternStatus pattern) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("pattern", pattern.pattern());
    members.put("priority", pattern.priority());
    putKnown(members, "skip", pattern.skip());
    members.put("stage", pattern.stage());
    members.put("keys", pattern.keys());
    members.put("waiting", pattern.waiting());
    members.put("lagSeconds", pattern.lagSeconds());
    putKnown(members, "verifiedAt", pattern.verifiedAt());
    members.put("differences", pattern.differences());
    members.put("differingReads", pattern.differingReads());
    members.put("deadKeys", pattern.deadKeys());
    putKnown(members, "paused", pattern.paused());
    putKnown(members, "trouble", pattern.trouble());
    return Json.object(members);
  }

  private static void putKnown(Map<String, Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }
}
