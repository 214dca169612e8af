package dev.crossfade.facade;

import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.facade.live.DocumentLiveStore;
import dev.crossfade.live.Migration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What people changed in the first store's file while nobody had it open. Where that store takes
 * writes, it counts as written, and goes to the database. Where the database does, it counts for
 * nothing: people are told, and the keys are brought over once more.
 */
final class HandEdits {
  private final Function<Lane, DocumentLiveStore> live;
  private final Map<Lane, List<String>> overwritten = new HashMap<>();

  /**
   * @param live the first store's side of a lane
   */
  HandEdits(Function<Lane, DocumentLiveStore> live) {
    this.live = live;
  }

  /**
   * Takes over what counts, before the application reads or writes; the rest waits for the
   * database.
   */
  void take(List<Lane> lanes) {
    for (Lane lane : lanes) {
      List<String> edited = live.apply(lane).takeEdits();
      if (!edited.isEmpty()) {
        overwritten.put(lane, edited);
      }
    }
  }

  /** Has the database's values brought over those that count for nothing; called on one thread. */
  void settle(Lane lane, MigrationRecord record, Moving moving) {
    List<String> edited = overwritten.get(lane);
    if (edited == null) {
      return;
    }
    DocumentLiveStore first = live.apply(lane);
    Migration migration = moving.migration(record);
    try (Migration.Pair pair = migration.pair()) {
      Map<CollectionPlan, List<byte[]>> rows = first.rows(edited);
      LiveStore second = pair.second().store();
      second.touch(rows);
    }
    String text =
        edited.size()
            + " keys were changed by hand in the file, though the database takes writes: its values"
            + " are brought over them";
    migration.event("edited", text, null);
    moving.tell(lane + ": " + text);
    first.settle(edited);
    overwritten.remove(lane);
  }
}
