package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.live.Stage;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An application with one store in a file, and a database of its own. */
final class Application implements AutoCloseable {
  /** Bounds hangs only. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path folder;
  private final ScratchDatabase database = ScratchServer.createDatabase();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final UnaryOperator<StoreSettings> change;
  private CrossfadeOptions options =
      CrossfadeOptions.DEFAULT.withEvents(
          event -> {
            if (event instanceof Event.Note note) {
              notes.add(note.text());
            }
          });
  private Crossfade crossfade;

  Application(Path folder) {
    this(folder, settings -> settings);
  }

  Application(Path folder, UnaryOperator<StoreSettings> change) {
    this.folder = folder;
    this.change = change;
    crossfade = open();
  }

  private Crossfade open() {
    return Crossfade.open(settings(), options);
  }

  private CrossfadeSettings settings() {
    return CrossfadeSettings.of(database.url()).with(change.apply(memory(file())));
  }

  /** The store of the example: presence, projects, learning; a live channel stays where it is. */
  static StoreSettings memory(Path file) {
    return StoreSettings.edn("memory", file)
        .withWriteLimit(Duration.ofMinutes(1))
        .withReadLimit(Duration.ofMinutes(1))
        .withShadow(1)
        .with(
            PatternSettings.of("presence/{id}", "presence")
                .priority(Priority.HIGH)
                .column("user_id", ":user/id")
                .column("joined_at", ":joined-at", AttributeType.TIMESTAMPTZ))
        .with(PatternSettings.of("project/{id}", "project").column("name", "name"))
        .with(PatternSettings.of("learning/{id}", "learning").priority(Priority.LOW))
        .with(PatternSettings.skip("collab-session/{id}", "a live channel"));
  }

  /** The store; opened again where a test has closed it. */
  CrossfadeStore reopened() {
    if (store().isClosed()) {
      restart();
    }
    return store();
  }

  Path file() {
    return folder.resolve("memory.edn");
  }

  ScratchDatabase database() {
    return database;
  }

  CrossfadeStore store() {
    return crossfade.store("memory");
  }

  StoreMigration migration() {
    return store().migration();
  }

  List<String> notes() {
    return notes;
  }

  /** Closes it and opens it again. */
  void restart() {
    stop();
    start();
  }

  void stop() {
    crossfade.close();
  }

  void start() {
    crossfade = open();
  }

  /** Waits until people were told something. */
  void awaitNote(String part) {
    Pause pause = new Pause(LIMIT);
    while (notes.stream().noneMatch(note -> note.contains(part))) {
      if (!pause.next()) {
        throw new AssertionError("expected a note of " + part + " among " + notes);
      }
    }
  }

  /** The same with other options. */
  void restart(UnaryOperator<CrossfadeOptions> other) {
    options = other.apply(options);
    restart();
  }

  /** Brings a pattern to a stage, from a stage before it. */
  void bring(String pattern, Stage stage) {
    if (stage == Stage.LEGACY_ONLY) {
      return;
    }
    migration().backfill(pattern, LIMIT);
    while (stageOf(pattern) != stage) {
      if (stageOf(pattern) == Stage.SHADOW_READ) {
        migration().verify(pattern);
      }
      migration().advance(pattern);
    }
  }

  Stage stageOf(String pattern) {
    return store().status().patterns().stream()
        .filter(one -> one.pattern().equals(pattern) || one.table().equals(pattern))
        .findFirst()
        .orElseThrow()
        .stage();
  }

  static Document text(String value) {
    return new Document.Text(value);
  }

  @Override
  public void close() {
    try (database) {
      crossfade.close();
    }
  }
}
