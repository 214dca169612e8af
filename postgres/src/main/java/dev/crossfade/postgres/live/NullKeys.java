package dev.crossfade.postgres.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.Tag;
import java.util.Arrays;

/** Looks for nulls in the key of a row, where the plan allows them in a column of the key. */
final class NullKeys {
  private final int[] positions;
  private final CellCursor cells = new CellCursor();

  NullKeys(CollectionPlan plan) {
    positions =
        Arrays.stream(plan.keyPositions())
            .filter(position -> plan.columns().get(position).nullable())
            .toArray();
  }

  /** Whether a column of the key is null in a row that lies in {@code data[start, end)}. */
  boolean in(byte[] data, int start, int end) {
    for (int position : positions) {
      cells.reset(data, start, end);
      for (int i = 0; i <= position; i++) {
        cells.next();
      }
      if (cells.tag() == Tag.NULL) {
        return true;
      }
    }
    return false;
  }
}
