package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;

/** A kept {@link RowsCopy}, from which the first copy is made. A position is a record's number. */
final class RowsSource implements Source {
  private final SqliteDatabase database;
  private final List<CollectionPlan> plans;

  RowsSource(Path file, List<CollectionPlan> plans) {
    this.plans = plans;
    database = SqliteDatabase.live(file, 0, List.of("PRAGMA query_only = ON"));
  }

  @Override
  public SourceShape inspect(long sampleRows, Events events) {
    throw new CrossfadeException(ErrorCode.CF_9001, "a kept copy is not inspected");
  }

  @Override
  public RowScan scan(CollectionPlan plan, Position after, RejectSink rejects) {
    long number = after.token().isEmpty() ? 0 : Long.parseLong(after.token());
    return RowsCopy.table(database, plans, plan).behind(number);
  }

  @Override
  public boolean scansInKeyOrder(CollectionPlan plan) {
    return false;
  }

  @Override
  public RowScan scanRange(CollectionPlan plan, KeyRange range) {
    throw new CrossfadeException(ErrorCode.CF_9001, "a kept copy is read from its beginning");
  }

  @Override
  public int concurrentScans() {
    return 1;
  }

  @Override
  public void close() {
    database.close();
  }
}
