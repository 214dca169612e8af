package dev.crossfade.facade;

import static dev.crossfade.facade.Application.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.live.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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

  /** The database that another pattern is in need not answer for it, at the start neither. */
  @Test
  void aPatternThatIsNotMovedIsScannedWhileTheDatabaseIsAway() {
    try (Application application = new Application(folder)) {
      application.store().put("learning/1", text("macros"));
      application.store().put("collab-session/1", text("channel"));
      application.store().put("project/1", text("one"));
      application.bring("project/{id}", Stage.NEW_ONLY);
    }
    CrossfadeSettings settings =
        CrossfadeSettings.of("postgresql://nobody:nothing@127.0.0.1:9/none")
            .with(
                Application.memory(folder.resolve("memory.edn"))
                    .withReadLimit(Duration.ofMillis(100)));
    try (Crossfade crossfade = Crossfade.open(settings)) {
      CrossfadeStore store = crossfade.store("memory");
      assertThat(keys(store, "learning/")).containsExactly("learning/1");
      assertThat(keys(store, "collab-session/")).containsExactly("collab-session/1");
      assertThatThrownBy(() -> keys(store, "project/"))
          .isInstanceOfSatisfying(
              CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_7202));
    }
  }

  private static List<String> keys(CrossfadeStore store, String prefix) {
    try (Stream<StoreEntry> entries = store.scan(prefix)) {
      return entries.map(StoreEntry::key).toList();
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
