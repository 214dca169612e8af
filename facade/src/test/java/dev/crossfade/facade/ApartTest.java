package dev.crossfade.facade;

import static dev.crossfade.facade.Application.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns that are open in different stores. */
final class ApartTest {
  @TempDir Path folder;

  /** The database was used last, and is asked first: it has no table for the other pattern yet. */
  @Test
  void aTransactionOfAPatternThatWasNeverMovedFollowsOneInTheDatabase() {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      application.bring("project/{id}", Stage.NEW_FIRST);
      for (int i = 0; i < 3; i++) {
        store.update("project/1", old -> text("database"));
        store.update("presence/1", old -> text("file"));
        store.update("collab-session/1", old -> text("file"));
      }
      assertThat(store.read("project/1").origin()).isEqualTo(Origin.SECOND);
      assertThat(store.read("presence/1"))
          .isEqualTo(new Reading(text("file"), Origin.FIRST, false));
    }
  }

  @Test
  void aTransactionOverBothStoresIsRefusedAsAWhole() {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      store.put("presence/1", text("before"));
      application.bring("project/{id}", Stage.NEW_FIRST);
      assertThatThrownBy(
              () ->
                  store.inTransaction(
                      work -> {
                        work.put("presence/1", text("after"));
                        work.put("project/1", text("after"));
                        return true;
                      }))
          .isInstanceOfSatisfying(
              CrossfadeException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.CF_7201));
      assertThat(store.get("presence/1")).isEqualTo(text("before"));
      assertThat(store.get("project/1")).isNull();
    }
  }
}
