package dev.crossfade.facade.live;

import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.value.RowBatch;
import java.util.Objects;

/** The rows of a range in one state of the store, which it holds until it is closed. */
final class SnapshotScan implements RowScan {
  private final StoreSnapshot state;
  private final RangeReader reader;

  SnapshotScan(StoreSnapshot state, RangeReader reader) {
    this.state = state;
    this.reader = reader;
  }

  @Override
  public boolean next(RowBatch batch) {
    return reader.fill(state, batch, RangeReader.ROWS);
  }

  @Override
  public Position position() {
    return new Position(Objects.requireNonNullElse(reader.after(), ""));
  }

  @Override
  public void close() {
    state.close();
  }
}
