package dev.crossfade.core.verify;

import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.util.List;

/** Rows of a list, a few a batch, so that batch borders fall everywhere. */
final class ListScan implements RowScan {
  private final List<List<Value>> rows;
  private final int perBatch;
  private int at;
  boolean closed;

  ListScan(List<List<Value>> rows, int perBatch) {
    this.rows = rows;
    this.perBatch = perBatch;
  }

  @Override
  public boolean next(RowBatch batch) {
    batch.clear();
    if (at >= rows.size()) {
      return false;
    }
    for (int i = 0; i < perBatch && at < rows.size(); i++) {
      batch.beginRow();
      rows.get(at++).forEach(value -> value.putInto(batch));
    }
    return true;
  }

  @Override
  public Position position() {
    return new Position(Integer.toString(at));
  }

  @Override
  public void close() {
    closed = true;
  }
}
