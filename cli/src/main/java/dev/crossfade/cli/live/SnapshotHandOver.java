package dev.crossfade.cli.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.live.Side;
import dev.crossfade.sqlite.live.SnapshotFiles;
import dev.crossfade.sqlite.live.SnapshotLiveStore;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Hands a file over from snapshots to triggers. The file is copied while nothing of ours has it
 * open, so the keys are collected in a spool before the other side is opened.
 */
final class SnapshotHandOver {
  private SnapshotHandOver() {}

  static long run(SnapshotLiveStore store, Supplier<Side> other) {
    SnapshotFiles.Handed handed = store.files().handOver();
    try (SnapshotFiles.Missed missed = store.files().missed();
        Side file = other.get()) {
      missed.each((Map<CollectionPlan, List<byte[]>> keys) -> file.store().touch(keys));
      ((SqliteSide) file).adopt(handed);
      return missed.keys();
    }
  }
}
