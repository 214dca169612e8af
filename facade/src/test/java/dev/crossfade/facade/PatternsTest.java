package dev.crossfade.facade;

import static dev.crossfade.facade.Application.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.live.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns in stages of their own. */
final class PatternsTest {
  private static final String PROJECT = "project/{id}";

  @TempDir Path folder;

  private static void fails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void transactionsOverStoresThatDifferAreRefusedBeforeAnythingIsWritten() {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      store.put("project/1", text("one"));
      application.bring(PROJECT, Stage.NEW_FIRST);
      for (boolean projectFirst : new boolean[] {true, false}) {
        fails(
            ErrorCode.CF_7201,
            () ->
                store.inTransaction(
                    work -> {
                      work.put(projectFirst ? "project/1" : "presence/1", text("mixed"));
                      work.put(projectFirst ? "presence/1" : "project/1", text("mixed"));
                      return true;
                    }));
      }
      // The work's own handling of the refusal does not let half of it through.
      fails(
          ErrorCode.CF_7201,
          () ->
              store.inTransaction(
                  work -> {
                    work.put("presence/1", text("mixed"));
                    try {
                      work.put("project/1", text("mixed"));
                    } catch (CrossfadeException swallowed) {
                      return false;
                    }
                    return true;
                  }));
      assertThat(store.get("project/1")).isEqualTo(text("one"));
      assertThat(store.get("presence/1")).isNull();
      store.inTransaction(
          work -> {
            work.put("project/2", text("two"));
            return work.delete("project/1");
          });
      assertThat(store.scan("project/").map(entry -> entry.key())).containsExactly("project/2");
    }
  }

  @Test
  void theFlagSaysHowFarAPatternMayGo() {
    AtomicReference<Stage> limit = new AtomicReference<>(Stage.LEGACY_ONLY);
    try (Application application = new Application(folder)) {
      application.restart(
          options ->
              options.withFlag(
                  pattern -> pattern.equals(PROJECT) ? limit.get() : Stage.LEGACY_ONLY));
      fails(ErrorCode.CF_7205, () -> application.migration().enable(PROJECT));
      application.migration().enable();
      assertThat(application.stageOf(PROJECT)).isEqualTo(Stage.LEGACY_ONLY);
      limit.set(Stage.SHADOW_READ);
      application.bring(PROJECT, Stage.SHADOW_READ);
      fails(ErrorCode.CF_7205, () -> application.migration().advance(PROJECT));
      assertThat(application.stageOf("presence")).isEqualTo(Stage.LEGACY_ONLY);
    }
  }

  @Test
  void attributesAreColumnsAndWhatDoesNotFitStaysInTheRest() throws SQLException {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      store.put("project/1", map("name", text("Köln")));
      store.put("project/2", map("name", new Document.Int(7)));
      application.bring(PROJECT, Stage.NEW_ONLY);
      try (Connection connection = application.database().connect();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT string_agg(key || '=' || coalesce(name, 'none'), ' ' ORDER BY key)"
                      + " FROM public.project")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("project/1=Köln project/2=none");
      }
      assertThat(store.get("project/2")).isEqualTo(map("name", new Document.Int(7)));
    }
  }

  private static Document map(String key, Document value) {
    return new Document.MapOf(java.util.Map.of(text(key), value));
  }

  @Test
  void whatIsSkippedStaysWhereItIs() {
    try (Application application = new Application(folder)) {
      CrossfadeStore store = application.store();
      store.put("collab-session/1", text("channel"));
      fails(ErrorCode.CF_7206, () -> application.migration().enable("collab-session/{id}"));
      assertThat(store.read("collab-session/1").origin()).isEqualTo(Origin.FIRST);
      assertThat(store.status().patterns())
          .filteredOn(one -> one.skip() != null)
          .singleElement()
          .satisfies(one -> assertThat(one.keys()).isEqualTo(1));
    }
  }

  @Test
  void patternsThatWouldBringMovedKeysElsewhereAreRefused() {
    AtomicReference<UnaryOperator<StoreSettings>> change =
        new AtomicReference<>(settings -> settings);
    try (Application application =
        new Application(folder, settings -> change.get().apply(settings))) {
      application.store().put("project/1", text("one"));
      application.store().put("other/1", text("else"));
      application.bring(PROJECT, Stage.DUAL_WRITE);
      change.set(settings -> settings.with(PatternSettings.of("other/{id}", "other")));
      application.restart();
      assertThat(application.store().get("other/1")).isEqualTo(text("else"));
      change.set(settings -> settings.with(PatternSettings.of("project/1", "first_project")));
      fails(ErrorCode.CF_7204, application::restart);
      change.set(settings -> settings);
      application.restart();
      assertThat(application.store().get("project/1")).isEqualTo(text("one"));
    }
  }

  @Test
  void anEditByHandCountsWhereTheFileTakesWritesAndIsOverwrittenWhereTheDatabaseDoes()
      throws IOException {
    try (Application application = new Application(folder)) {
      application.store().put("project/1", text("one"));
      application.store().put("presence/1", text("here"));
      application.bring(PROJECT, Stage.DUAL_WRITE);
      application.stop();
      edit(application, "\"one\"", "\"by hand\"");
      application.start();
      assertThat(application.store().get("project/1")).isEqualTo(text("by hand"));
      assertThat(application.migration().verify(PROJECT).details()).isEmpty();

      application.bring(PROJECT, Stage.NEW_FIRST);
      application.stop();
      edit(application, "\"by hand\"", "\"of no use\"");
      application.start();
      assertThat(application.store().get("project/1")).isEqualTo(text("by hand"));
      application.awaitNote("brought over them");
      assertThat(application.migration().verify(PROJECT).details()).isEmpty();
      application.migration().back(PROJECT);
      assertThat(application.store().read("project/1"))
          .isEqualTo(new Reading(text("by hand"), Origin.FIRST, false));
    }
  }

  private static void edit(Application application, String from, String to) throws IOException {
    String before = Files.readString(application.file());
    assertThat(before).contains(from);
    Files.writeString(application.file(), before.replace(from, to));
  }

  @Test
  void aFileWhoseNotesAreGoneTakesNothingOnceTheDatabaseIsHeardOf() throws IOException {
    try (Application application = new Application(folder)) {
      application.store().put("project/1", text("one"));
      application.bring(PROJECT, Stage.NEW_FIRST);
      application.stop();
      Path notes = folder.resolve("memory.edn.crossfade");
      try (var files = Files.walk(notes)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      application.start();
      application.awaitNote("is lost");
      fails(ErrorCode.CF_7342, () -> application.store().put("project/1", text("two")));
      fails(ErrorCode.CF_7342, () -> application.store().get("project/1"));
      fails(ErrorCode.CF_7342, () -> application.store().update("project/1", old -> text("two")));
      application.store().put("presence/1", text("here"));
    }
  }

  @Test
  void aRetiredPatternLivesInTheDatabaseForEver() {
    try (Application application = new Application(folder)) {
      application.store().put("project/1", text("one"));
      application.bring(PROJECT, Stage.NEW_ONLY);
      fails(ErrorCode.CF_7206, () -> application.migration().disable(PROJECT));
      application.migration().retire(PROJECT);
      for (int i = 0; i < 2; i++) {
        CrossfadeStore store = application.store();
        store.put("project/2", text("two"));
        assertThat(store.read("project/1"))
            .isEqualTo(new Reading(text("one"), Origin.SECOND, false));
        assertThat(store.scan("project/").count()).isEqualTo(2);
        assertThat(application.stageOf(PROJECT)).isEqualTo(Stage.RETIRED);
        fails(ErrorCode.CF_7206, () -> application.migration().back(PROJECT));
        application.restart();
      }
    }
  }
}
