package dev.crossfade.files.csv;

import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import dev.crossfade.files.where.Condition;
import dev.crossfade.files.where.RowFilter;
import org.jspecify.annotations.Nullable;

/** Makes rows of the cells wanted, of those records that are. Not safe for several threads. */
final class CsvCells {
  private final int[] wanted;
  private final int[] asked;
  private final @Nullable RowFilter filter;
  private byte[] scratch = new byte[256];

  /**
   * What a condition asks.
   *
   * @param where the condition
   * @param cells the cells that its fields are, in their order
   */
  record Asked(Condition where, int[] cells) {}

  /**
   * @param wanted which cells make a row, in its order
   * @param asked what rows must meet, or null
   */
  CsvCells(int[] wanted, @Nullable Asked asked) {
    this.wanted = wanted.clone();
    this.asked = asked == null ? new int[0] : asked.cells();
    filter = asked == null ? null : new RowFilter(asked.where(), true);
  }

  /** Adds the record just split as a row; false when it is not wanted. */
  boolean put(RowBatch batch, CsvSplitter record, byte[] data) {
    if (filter != null && !filter.accepts(0, (row, i) -> put(row, record, data, asked[i]))) {
      return false;
    }
    batch.beginRow();
    for (int cell : wanted) {
      put(batch, record, data, cell);
    }
    return true;
  }

  private void put(RowBatch batch, CsvSplitter record, byte[] data, int cell) {
    int start = record.start(cell);
    int length = record.end(cell) - start;
    if (record.doubled(cell)) {
      if (scratch.length < length) {
        scratch = new byte[length + (length >> 1)];
      }
      batch.putUtf8(scratch, 0, record.unquote(data, cell, scratch));
    } else if (length <= 2 && !record.quoted(cell) && isNull(data, start, length)) {
      batch.putNull();
    } else if (record.ascii()) {
      batch.put(Tag.TEXT, data, start, length);
    } else {
      batch.putUtf8(data, start, length);
    }
  }

  private static boolean isNull(byte[] data, int start, int length) {
    return length == 0 || (length == 2 && data[start] == '\\' && data[start + 1] == 'N');
  }
}
