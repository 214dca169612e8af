package dev.crossfade.facade;

import static dev.crossfade.facade.Application.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.live.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One pattern through all stages, with the others where they are. */
final class WalkTest {
  @TempDir Path folder;

  @Test
  void aPatternGoesThroughEveryStageAndBack() {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      store.put("project/1", text("one"));
      store.put("presence/1", text("here"));
      store.put("collab-session/1", text("channel"));
      store.put("anything", text("else"));

      application.bring("project/{id}", Stage.DUAL_WRITE);
      assertThat(store.put("project/2", text("two"), Application.LIMIT).pending()).isFalse();
      assertThat(application.migration().verify("project/{id}").differences()).isZero();
      assertThat(store.read("project/1")).isEqualTo(new Reading(text("one"), Origin.FIRST, false));

      application.bring("project/{id}", Stage.NEW_FIRST);
      assertThat(store.read("project/2")).isEqualTo(new Reading(text("two"), Origin.SECOND, false));
      assertThat(store.read("presence/1").origin()).isEqualTo(Origin.FIRST);
      store.put("project/3", text("three"));
      assertThat(store.scan("").map(entry -> entry.key()))
          .containsExactly(
              "anything", "collab-session/1", "presence/1", "project/1", "project/2", "project/3");

      application.bring("project/{id}", Stage.NEW_ONLY);
      store.delete("project/1");
      application.restart();
      store = application.store();
      assertThat(store.get("project/3")).isEqualTo(text("three"));
      assertThat(store.get("project/1")).isNull();

      assertThat(application.migration().back("project/{id}")).isEqualTo(Stage.DUAL_WRITE);
      assertThat(store.read("project/3"))
          .isEqualTo(new Reading(text("three"), Origin.FIRST, false));
      assertThat(application.migration().verify("project/{id}").differences()).isZero();

      application.migration().disable("project/{id}");
      assertThat(application.stageOf("project/{id}")).isEqualTo(Stage.LEGACY_ONLY);
      assertThat(store.count()).isEqualTo(5);
    }
  }

  @Test
  void theSelfTestWalksThroughEveryStageAndLeavesNothing() {
    try (Application application = new Application(folder)) {
      application.store().put("project/1", text("one"));
      assertThat(application.store().selfTest()).hasSize(8);
      assertThat(application.store().count()).isEqualTo(1);
      assertThat(application.store().status().healthy()).isTrue();
    }
  }
}
