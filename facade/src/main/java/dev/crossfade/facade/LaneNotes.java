package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.live.Stage;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the first store knows of a pattern's migration while the second one is away: a side entry a
 * pattern. It decides nothing but whether reads may fall back.
 *
 * <pre>
 * crossfade:lane/GROUP   {"migration": text or nil, "stage": name of the stage}
 * </pre>
 */
final class LaneNotes {
  private static final String PREFIX = StoreKeys.SIDE + "lane/";
  private static final Document MIGRATION = new Document.Text("migration");
  private static final Document STAGE = new Document.Text("stage");

  private final Store store;

  LaneNotes(Store store) {
    this.store = store;
  }

  /** Lets a lane know what was noted of it. */
  void read(Lane lane) {
    if (lane.skip() == null
        && store.get(PREFIX + lane.group()) instanceof Document.MapOf map
        && map.entries().get(STAGE) instanceof Document.Text name) {
      stage(name.value()).ifPresent(lane::entered);
      lane.moves(map.entries().get(MIGRATION) instanceof Document.Text id ? id.value() : null);
    }
  }

  private static Optional<Stage> stage(String name) {
    return Arrays.stream(Stage.values()).filter(one -> one.name().equals(name)).findFirst();
  }

  /** Notes what a lane has heard, and lets it know. */
  void write(Lane lane, @Nullable String migration, Stage stage) {
    MapBuilder map = new MapBuilder();
    map.put(MIGRATION, migration == null ? new Document.Nil() : new Document.Text(migration));
    map.put(STAGE, new Document.Text(stage.name()));
    store.put(PREFIX + lane.group(), map.build());
    lane.moves(migration);
    lane.entered(stage);
  }

  /** Forgets a lane that is as if it had never been moved. */
  void clear(Lane lane) {
    store.delete(PREFIX + lane.group());
    // In this order: a table that is gone is that of a move, or of a pattern known to have none.
    lane.entered(Stage.LEGACY_ONLY);
    lane.moves(null);
  }
}
