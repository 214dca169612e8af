package dev.crossfade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.files.FollowedFiles;
import dev.crossfade.sqlite.live.SnapshotLiveStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a state of files counts. */
final class FollowedFilesTest {
  @TempDir Path folder;

  private int pass;

  private static Plan plan() {
    return PlanYaml.read(
        """
        version: 1
        source: lines.jsonl
        tables:
          - source: lines
            target: lines
            key: [id]
            columns:
              - source: id
                conversion: INTEGER
                nullable: false
        """,
        "a plan");
  }

  private static String lines(int to) {
    StringBuilder lines = new StringBuilder();
    for (int id = 1; id <= to; id++) {
      lines.append("{\"id\": ").append(id).append("}\n");
    }
    return lines.toString();
  }

  private long taken(SnapshotLiveStore store) {
    try (Changes changes = store.take(new TakeRequest("p" + ++pass, null))) {
      if (changes.entries().size() > 0) {
        store.trim(changes);
      }
      return changes.keys();
    }
  }

  /** Each cut of the file between two lines would parse. */
  @Test
  void aReadingCountsOnceASecondOneIsTheSame() throws Exception {
    LiveFolder data = new LiveFolder(folder.resolve("data"));
    data.replace("lines.jsonl", lines(100));
    Plan plan = plan();
    try (SnapshotLiveStore store =
        new SnapshotLiveStore(
            FollowedFiles.of(data.path("lines.jsonl"), plan),
            plan.moved(),
            new SnapshotLiveStore.Options("m", folder.resolve("sidecar"), Duration.ZERO, 50),
            RowSpool::new)) {
      store.files().install(null, false);
      assertThat(taken(store)).isEqualTo(100);
      for (int to = 101; to <= 110; to++) {
        data.append("lines.jsonl", "{\"id\": " + to + "}\n");
        assertThat(store.backlog()).isEqualTo(-1);
        assertThat(taken(store)).as("line " + to + " was read once").isZero();
      }
      long keys = 0;
      while (keys == 0) {
        keys = taken(store);
      }
      assertThat(keys).isEqualTo(10);
      assertThat(store.backlog()).isZero();
    }
  }
}
