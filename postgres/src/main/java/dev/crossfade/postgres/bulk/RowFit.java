package dev.crossfade.postgres.bulk;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells of rows whether the plan's conversions bear them. Not safe for several threads. */
public final class RowFit {
  private final CopyBuffer buffer = new CopyBuffer();
  private final RowEncoder encoder;
  private final CellCursor cells = new CellCursor();

  /**
   * @param columns of a row, in the order of its cells
   */
  public RowFit(List<ColumnPlan> columns) {
    encoder = new RowEncoder(columns, buffer);
  }

  /**
   * Why a raw row does not fit, or null. A row that was read back and does not fit holds a value
   * that no raw value becomes. NaN is one of these: neither SQLite nor JSON has it.
   */
  public @Nullable ErrorCode check(byte[] data, int start, int end) {
    cells.reset(data, start, end);
    while (cells.next()) {
      if (cells.tag() == Tag.DOUBLE && Double.isNaN(cells.doubleValue())) {
        return ErrorCode.CF_5002;
      }
    }
    ErrorCode wrong = encoder.encode(data, start, end);
    buffer.clear();
    return wrong;
  }
}
