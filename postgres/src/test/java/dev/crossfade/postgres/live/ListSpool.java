package dev.crossfade.postgres.live;

import dev.crossfade.core.live.Spool;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A spool in memory. */
final class ListSpool implements Spool {
  private final List<byte[]> rows = new ArrayList<>();

  static ListSpool of(List<List<Value>> rows) {
    ListSpool spool = new ListSpool();
    RowBatch batch = new RowBatch(1024);
    for (List<Value> row : rows) {
      batch.beginRow();
      row.forEach(value -> value.putInto(batch));
    }
    spool.add(batch);
    return spool;
  }

  List<List<Value>> values() {
    List<List<Value>> all = new ArrayList<>();
    RowBatch batch = new RowBatch(1024);
    try (RowScan scan = scan()) {
      while (scan.next(batch)) {
        for (int row = 0; row < batch.rows(); row++) {
          List<Value> values = new ArrayList<>();
          var cells = batch.cursor(row);
          while (cells.next()) {
            values.add(Value.of(cells));
          }
          all.add(values);
        }
      }
    }
    return all;
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
    rows.clear();
  }

  private final class Scan implements RowScan {
    private int next;

    @Override
    public boolean next(RowBatch batch) {
      batch.clear();
      for (; next < rows.size() && batch.rows() < 1000; next++) {
        batch.putRow(rows.get(next), 0, rows.get(next).length);
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
