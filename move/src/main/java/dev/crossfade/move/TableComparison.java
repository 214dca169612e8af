package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.store.Target;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import dev.crossfade.core.verify.Equality;
import dev.crossfade.core.verify.MultisetComparison;
import dev.crossfade.core.verify.OrderedComparison;
import java.util.function.LongConsumer;

/** Compares a collection with its table by reading both, in the way that their orders allow. */
final class TableComparison {
  private final Source source;
  private final Target target;
  private final String schema;
  private final int limit;

  TableComparison(Source source, Target target, String schema, int limit) {
    this.source = source;
    this.target = target;
    this.schema = schema;
    this.limit = limit;
  }

  /** Compares a range of keys; {@link KeyRange#ALL} for the whole table. */
  ComparisonResult compare(
      CollectionPlan plan, KeyRange range, DeadRows dead, LongConsumer progress) {
    if (source.scansInKeyOrder(plan)) {
      return new OrderedComparison(Equality.of(plan), dead, limit, progress)
          .compare(source.scanRange(plan, range), target.readBack(plan, schema, range));
    }
    return new MultisetComparison(() -> Equality.of(plan), dead, limit, progress)
        .compare(() -> scan(plan), () -> target.readBack(plan, schema, KeyRange.ALL));
  }

  // What cannot be read as a row has no row to compare; it is counted where it is copied.
  private RowScan scan(CollectionPlan plan) {
    return source.scan(plan, Position.START, rejected -> {});
  }
}
