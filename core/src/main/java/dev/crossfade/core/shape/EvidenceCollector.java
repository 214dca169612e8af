package dev.crossfade.core.shape;

import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import java.util.Arrays;

/**
 * Looks at every cell of one collection and counts what is in its columns. Made for the hot path of
 * an inspection: it allocates nothing per cell. Not safe for several threads at once.
 */
public final class EvidenceCollector {
  private final CellCursor cells = new CellCursor();
  private ColumnTally[] columns;
  private long rows;

  /**
   * @param columns number of columns known so far
   */
  public EvidenceCollector(int columns) {
    this.columns = new ColumnTally[0];
    grow(columns);
  }

  /** Looks at all rows of a batch. */
  public void add(RowBatch batch) {
    byte[] data = batch.data();
    for (int row = 0; row < batch.rows(); row++) {
      addRow(data, batch.start(row), batch.end(row));
    }
  }

  /**
   * Looks at the encoded row in {@code data[start, end)}. A row with fewer cells than there are
   * columns lacks the last fields; one with more makes more columns.
   */
  public void addRow(byte[] data, int start, int end) {
    rows++;
    cells.reset(data, start, end);
    for (int column = 0; cells.next(); column++) {
      if (column == columns.length) {
        grow(column + 1);
      }
      columns[column].add(cells);
    }
  }

  /** Says that a null cell just counted stands for a field that the record does not have. */
  public void markAbsent(int column) {
    columns[column].absent();
  }

  /** Makes room for columns found late; the rows before lack their fields. */
  public void grow(int count) {
    int known = columns.length;
    if (count > known) {
      columns = Arrays.copyOf(columns, count);
      for (int i = known; i < count; i++) {
        columns[i] = new ColumnTally();
      }
    }
  }

  /** Number of columns. */
  public int columns() {
    return columns.length;
  }

  /** Number of rows seen. */
  public long rows() {
    return rows;
  }

  /** What was seen in a column so far. */
  public Evidence evidence(int column) {
    return columns[column].evidence(rows);
  }
}
