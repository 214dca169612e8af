package dev.crossfade.cli.live;

import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;

/** What applications in these tests open. */
final class MemoryStore {
  private MemoryStore() {}

  static CrossfadeSettings settings(Path file, String url) {
    return CrossfadeSettings.of(url)
        .with(
            StoreSettings.edn("memory", file)
                .withWriteLimit(Duration.ofMinutes(1))
                .withReadLimit(Duration.ofMinutes(1))
                .with(PatternSettings.of("presence/{id}", "presence"))
                .with(PatternSettings.of("project/{id}", "project"))
                .with(PatternSettings.skip("collab-session/{id}", "a live channel")));
  }
}
