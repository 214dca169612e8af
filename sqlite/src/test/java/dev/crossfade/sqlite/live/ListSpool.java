package dev.crossfade.sqlite.live;

import dev.crossfade.core.live.Spool;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows in memory; counts how many are not closed. */
final class ListSpool implements Spool {
  static final AtomicInteger OPEN = new AtomicInteger();

  private final List<byte[]> rows = new ArrayList<>();
  private boolean closed;

  ListSpool() {
    OPEN.incrementAndGet();
  }

  List<byte[]> list() {
    return rows;
  }

  @Override
  public void add(RowBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(Arrays.copyOfRange(batch.data(), batch.start(row), batch.end(row)));
    }
  }

  @Override
  public long rows() {
    return rows.size();
  }

  @Override
  public RowScan scan() {
    return new Scan();
  }

  @Override
  public void close() {
    if (!closed) {
      OPEN.decrementAndGet();
    }
    closed = true;
  }

  private final class Scan implements RowScan {
    private int next;

    @Override
    public boolean next(RowBatch batch) {
      batch.clear();
      for (int i = 0; i < 100 && next < rows.size(); i++) {
        byte[] row = rows.get(next++);
        batch.putRow(row, 0, row.length);
      }
      return batch.rows() > 0;
    }

    @Override
    public Position position() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
