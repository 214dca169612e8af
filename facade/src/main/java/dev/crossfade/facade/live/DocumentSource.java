package dev.crossfade.facade.live;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Event;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.EvidenceCollector;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RejectedRecord;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collections of a store that an application goes on writing, read for the first copy: every batch
 * from a state of its own, so that none is held for long. What changes behind a scan is in the
 * outbox of {@link DocumentLiveStore}, which must be installed before the first batch is read.
 *
 * <p>Positions name a key and stay good while the store changes. The rows of a batch may be written
 * elsewhere only after {@link #settle}, at a time after they were read: once before each commit of
 * the target is enough.
 *
 * <p>There are no keys, indexes or constraints but those of the {@linkplain
 * dev.crossfade.core.hybrid.HybridTable#plan() plans}, so that their target tables are made from
 * the plans alone, without a schema of the source. Safe for several threads; a scan belongs to one.
 */
public final class DocumentSource implements Source {
  private static final String PHASE = "inspect";
  private static final int MOST_SCANS = 4;

  private final Store store;
  private final String location;
  private final GroupCollections collections;

  /**
   * @param store closed by the caller
   * @param location for people: the file's path
   * @param collections as of the {@link DocumentLiveStore}
   */
  public DocumentSource(Store store, String location, List<DocumentCollection> collections) {
    this.store = store;
    this.location = location;
    this.collections = new GroupCollections(collections);
  }

  /** What is found is of no single state, unless nobody writes. */
  @Override
  public SourceShape inspect(long sampleRows, Events events) {
    long start = System.nanoTime();
    events.emit(new Event.PhaseStarted(PHASE));
    List<CollectionShape> shapes = new ArrayList<>();
    for (DocumentCollection collection : collections.all()) {
      shapes.add(inspect(collection, sampleRows, events));
    }
    events.emit(new Event.PhaseEnded(PHASE, System.nanoTime() - start));
    return new SourceShape(location, "documents", shapes, List.of(), sampleRows > 0);
  }

  private CollectionShape inspect(DocumentCollection collection, long sampleRows, Events events) {
    CollectionPlan plan = collection.table().plan();
    EvidenceCollector evidence = new EvidenceCollector(plan.columns().size());
    RowDigester digester = new RowDigester(new boolean[plan.columns().size()]);
    long[] unfit = {0};
    RangeReader reader =
        new RangeReader(collections, collection, KeyRange.ALL, (key, why) -> unfit[0]++);
    RowBatch batch = new RowBatch(320 << 10);
    long left = sampleRows == 0 ? Long.MAX_VALUE : sampleRows;
    while (left > 0 && fill(reader, batch, (int) Math.min(left, RangeReader.ROWS))) {
      evidence.add(batch);
      for (int row = 0; row < batch.rows(); row++) {
        digester.addPlain(batch.data(), batch.start(row), batch.end(row));
      }
      left -= batch.rows();
      events.emit(new Event.Progress(PHASE, plan.source(), evidence.rows(), -1));
    }
    return new CollectionShape(
        plan.source(),
        columns(plan, evidence),
        plan.key(),
        null,
        evidence.rows(),
        unfit[0],
        sampleRows > 0 ? Digest.EMPTY : digester.take(),
        problems(plan, unfit[0]));
  }

  private static List<ColumnShape> columns(CollectionPlan plan, EvidenceCollector evidence) {
    List<ColumnShape> columns = new ArrayList<>();
    for (int i = 0; i < plan.columns().size(); i++) {
      ColumnPlan column = plan.columns().get(i);
      columns.add(
          new ColumnShape(
              column.source(), "", !column.nullable(), null, false, evidence.evidence(i)));
    }
    return columns;
  }

  private static List<Problem> problems(CollectionPlan plan, long unfit) {
    return unfit == 0
        ? List.of()
        : List.of(
            new Problem(
                ErrorCode.CF_7003, plan.source(), "documents cannot be written as rows", unfit));
  }

  private boolean fill(RangeReader reader, RowBatch batch, int rows) {
    try (StoreSnapshot state = store.snapshot()) {
      return reader.fill(state, batch, rows);
    }
  }

  @Override
  public RowScan scan(CollectionPlan plan, Position after, RejectSink rejects) {
    RangeReader reader =
        new RangeReader(
            collections,
            collections.of(plan),
            KeyRange.ALL,
            (key, why) ->
                rejects.reject(
                    new RejectedRecord(
                        plan.source(),
                        key,
                        null,
                        why.code(),
                        why.detail(),
                        KeyCells.of(key),
                        new byte[0])));
    if (!after.equals(Position.START)) {
      reader.goOnBehind(after.token());
    }
    return new Pieces(reader);
  }

  @Override
  public boolean scansInKeyOrder(CollectionPlan plan) {
    return plan.orderedByKey();
  }

  @Override
  public RowScan scanRange(CollectionPlan plan, KeyRange range) {
    return new Pieces(
        new RangeReader(collections, collections.of(plan), range, RangeReader.Unfit.LEFT_OUT));
  }

  @Override
  public void settle() {
    store.sync();
  }

  @Override
  public int concurrentScans() {
    return MOST_SCANS;
  }

  @Override
  public void close() {
    // The store is its opener's.
  }

  /** A scan that holds no state between two batches. */
  private final class Pieces implements RowScan {
    private final RangeReader reader;

    Pieces(RangeReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean next(RowBatch batch) {
      return fill(reader, batch, RangeReader.ROWS);
    }

    @Override
    public Position position() {
      return new Position(Objects.requireNonNullElse(reader.after(), ""));
    }

    @Override
    public void close() {}
  }
}
