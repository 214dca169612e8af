package dev.crossfade.facade.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeOptions;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Origin;
import dev.crossfade.facade.Reading;
import dev.crossfade.live.Stage;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was seen open last decides nothing: an application that was opened anew has seen nothing.
 */
final class HintTest {
  /** Bounds hangs only. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir Path folder;

  @AfterEach
  void goOn() {
    FaultPoints.install(name -> {});
  }

  /** A pass of the mover fails again and again, and the file stays behind. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void theFirstReadAfterOpeningAsksTheStoreThatIsOpen() {
    try (ScratchDatabase database = ScratchServer.createDatabase()) {
      CrossfadeSettings settings = RandomPlan.settings(0, folder, database.jdbcUrl(), true);
      Document before = new Document.Text("before");
      Document after = new Document.Text("after");
      try (Crossfade crossfade = open(settings)) {
        CrossfadeStore store = crossfade.store("memory");
        store.put("b/1", before);
        store.migration().backfill("b/{id}", LIMIT);
        assertThat(store.migration().advance("b/{id}")).isEqualTo(Stage.SHADOW_READ);
        store.migration().verify("b/{id}");
        assertThat(store.migration().advance("b/{id}")).isEqualTo(Stage.NEW_FIRST);
        FaultPoints.install(
            name -> {
              if (name.equals("live.pass.looked")) {
                throw new Broken();
              }
            });
        store.put("b/1", after);
      }
      try (Crossfade crossfade = open(settings)) {
        assertThat(crossfade.store("memory").read("b/1"))
            .isEqualTo(new Reading(after, Origin.SECOND, false));
      }
    }
  }

  private static Crossfade open(CrossfadeSettings settings) {
    return Crossfade.open(settings, CrossfadeOptions.DEFAULT.withDrain(Duration.ZERO));
  }
}
