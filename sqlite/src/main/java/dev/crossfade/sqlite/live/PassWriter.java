package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.sqlite.SqliteDatabase;
import java.util.Collection;
import java.util.Optional;

/** Applies a pass to the closed file, within the caller's transaction. */
final class PassWriter {
  private final SqliteDatabase database;
  private final Collection<FollowedTable> followed;
  private long recorded;

  PassWriter(SqliteDatabase database, Collection<FollowedTable> followed) {
    this.database = database;
    this.followed = followed;
  }

  LiveStore.Applied apply(Changes changes, long seenVersion) {
    StoreState before = ControlRow.state(database);
    Optional<StoreState> after = Rules.apply(before, changes.epoch(), seenVersion);
    if (after.isEmpty()) {
      return new LiveStore.Applied(null, 0);
    }
    database.execute("UPDATE crossfade_fence SET pass = 1");
    ChangedKeyRecord changed = new ChangedKeyRecord(database);
    boolean recording = changed.isOn();
    int dead = 0;
    for (Changes.CollectionChange change : changes.collections()) {
      FollowedTable table =
          followed.stream()
              .filter(one -> one.plan().target().equals(change.plan().target()))
              .findFirst()
              .orElseThrow(() -> FollowedTable.refused(change.plan(), "it is not followed"));
      try (CollectionWriter writer = new CollectionWriter(database, table, change)) {
        dead += writer.write();
      }
      if (recording) {
        changed.record(table, change, after.get().version());
        recorded += change.keys().rows();
      }
    }
    database.execute("UPDATE crossfade_fence SET pass = 0");
    ControlRow.write(database, after.get());
    ControlRow.passApplied(database, changes.passId());
    return new LiveStore.Applied(after.get(), dead);
  }

  /** How many keys were recorded. */
  long recorded() {
    return recorded;
  }
}
