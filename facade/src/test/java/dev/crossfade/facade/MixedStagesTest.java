package dev.crossfade.facade;

import static dev.crossfade.facade.Application.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.live.Stage;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns in different stages do not get into each other's way. */
final class MixedStagesTest {
  @TempDir Path folder;

  /** The database has no table for a pattern that was never moved. */
  @Test
  void aPatternThatIsNotMovedIsUpdatedWhileAnotherOneIsInTheDatabase() {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      application.bring("project/{id}", Stage.NEW_FIRST);
      store.update("project/1", before -> text("one"));

      store.update("learning/1", before -> text("macros"));
      assertThat(
              store.<Boolean>inTransaction(
                  work -> {
                    work.put("learning/2", text("closures"));
                    return work.delete("learning/1");
                  }))
          .isTrue();
      assertThat(store.scan("learning/").map(entry -> entry.key())).containsExactly("learning/2");
      assertThat(store.read("project/1").origin()).isEqualTo(Origin.SECOND);
    }
  }

  /** The database takes writes before the pattern is known to have left SHADOW_READ. */
  @Test
  void aSwitchUnderWritesIsNoDifferenceOfReads() throws Exception {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      AtomicBoolean stop = new AtomicBoolean();
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; !stop.get(); i++) {
                  store.put("project/1", text("value " + i));
                  store.get("project/1");
                }
              });
      application.bring("project/{id}", Stage.SHADOW_READ);
      application.migration().verify("project/{id}");
      writer.start();
      try {
        application.migration().advance("project/{id}");
      } finally {
        stop.set(true);
        writer.join();
      }
      assertThat(store.differingReads("project/{id}")).isEmpty();
    }
  }
}
