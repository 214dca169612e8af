package dev.crossfade.sqlite.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.sqlite.SqliteDatabase;
import dev.crossfade.sqlite.SqliteSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A SQLite file in which nothing is installed. */
record SqliteOrigin(Path path, List<CollectionPlan> plans, Duration busyTimeout)
    implements SnapshotOrigin {
  /** Fewer rows than this may go at once, whatever share they are. */
  static final int FEW = 1000;

  @Override
  public Fingerprint fingerprint() {
    return Fingerprint.of(path);
  }

  @Override
  public SqliteCopy copy(Path directory, Wanted wanted) {
    SnapshotDirectory.removeLeft(directory);
    Fingerprint before = fingerprint();
    return SqliteCopy.make(path, plans, directory, before, LiveFile.millis(busyTimeout));
  }

  @Override
  public Duration rest(Duration every) {
    return every;
  }

  @Override
  public void requireComparable(Path directory) {
    if (!SqliteDatabase.isUtf16(path)) {
      return;
    }
    try (SqliteCopy copy = copy(directory, Wanted.SURELY)) {
      for (CollectionPlan plan : plans) {
        try (RowScan scan = copy.scan(plan)) {
          scan.position();
        }
      }
    }
  }

  @Override
  public List<String> tables() {
    return List.of();
  }

  @Override
  public void follow(Sidecar made, Path directory) {
    try (SqliteCopy copy = copy(directory, Wanted.SURELY)) {
      for (FollowedTable table : copy.tables()) {
        table.requireNoNulls(copy.database());
        made.follow(
            table.number(),
            table.plan(),
            table.order(copy.database()) != null,
            Installation.note(table));
      }
      SchemaCheck.note(copy.database(), made.writer());
      made.application(copy.application());
    }
  }

  @Override
  public Source kept(Path copy) {
    return SqliteSource.open(copy);
  }

  @Override
  public Source itself() {
    return SqliteSource.open(path, new SqliteSource.Options(true, busyTimeout));
  }

  @Override
  public Threshold threshold() {
    return new Threshold(FEW, false);
  }
}
