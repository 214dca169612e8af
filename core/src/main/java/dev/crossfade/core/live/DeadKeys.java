package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keys that are known to hold an older value in the closed store, left out of a comparison. */
final class DeadKeys {
  private final Set<ByteBuffer> keys = new HashSet<>();

  DeadKeys(List<byte[]> keys) {
    keys.forEach(key -> this.keys.add(ByteBuffer.wrap(key)));
  }

  int size() {
    return keys.size();
  }

  /** The scan without the rows of these keys; closing it closes the scan underneath. */
  RowScan without(CollectionPlan plan, RowScan scan) {
    return keys.isEmpty() ? scan : new Filtered(scan, new KeyOrder(plan.keyPositions()));
  }

  private final class Filtered implements RowScan {
    private final RowScan scan;
    private final KeyOrder order;

    Filtered(RowScan scan, KeyOrder order) {
      this.scan = scan;
      this.order = order;
    }

    @Override
    public boolean next(RowBatch batch) {
      if (!scan.next(batch)) {
        return false;
      }
      int[] removed = new int[batch.rows()];
      int count = 0;
      for (int row = 0; row < batch.rows(); row++) {
        byte[] key = order.extract(batch.data(), batch.start(row), batch.end(row));
        if (keys.contains(ByteBuffer.wrap(key))) {
          removed[count++] = row;
        }
      }
      batch.removeRows(removed, count);
      return true;
    }

    @Override
    public Position position() {
      return scan.position();
    }

    @Override
    public void close() {
      scan.close();
    }
  }
}
