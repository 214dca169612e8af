package dev.crossfade.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Editors complete the properties, and show what each is for. */
class MetadataTest {
  @Test
  @SuppressWarnings("unchecked")
  void everyPropertyIsDescribed() throws IOException {
    Map<String, Map<String, Object>> described = new HashMap<>();
    try (InputStream file =
        CrossfadeProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      Map<String, Object> metadata = JsonMapper.shared().readValue(file, Map.class);
      for (Map<String, Object> one : (List<Map<String, Object>>) metadata.get("properties")) {
        described.put((String) one.get("name"), one);
      }
    }
    assertThat(described.keySet())
        .containsExactlyInAnyOrder(
            "crossfade.enabled",
            "crossfade.config",
            "crossfade.target",
            "crossfade.drain-limit",
            "crossfade.status-interval",
            "crossfade.stores",
            "management.health.crossfade.enabled",
            "management.endpoint.crossfade.access",
            "management.endpoint.crossfade.cache.time-to-live");
    assertThat(described.values())
        .allSatisfy(one -> assertThat((String) one.get("description")).endsWith("."));
    assertThat(described.get("crossfade.drain-limit"))
        .containsEntry("defaultValue", "5s")
        .containsEntry("type", "java.time.Duration");
    assertThat(described.get("crossfade.stores").get("type").toString())
        .contains("StoreProperties");
  }
}
