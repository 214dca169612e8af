package dev.crossfade.postgres.live;

import dev.crossfade.core.live.Spool;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import java.util.Arrays;

/**
 * The rows of a pass beside its keys, to tell which keys have a row. Stores read both in one order,
 * so that going along once is enough; nothing says that they must, so {@link #inStep} tells in the
 * end whether it was.
 */
final class RowsInStep implements AutoCloseable {
  private static final int BATCH_BYTES = 1 << 16;

  private final RowScan scan;
  private final KeyOrder keys;
  private final RowBatch batch = new RowBatch(BATCH_BYTES);
  private int row;
  private byte[] next = new byte[0];
  private boolean ended;

  RowsInStep(Spool rows, KeyOrder keys) {
    this.keys = keys;
    scan = rows.scan();
    advance();
  }

  private void advance() {
    while (row >= batch.rows()) {
      if (!scan.next(batch)) {
        ended = true;
        return;
      }
      row = 0;
    }
    next = keys.extract(batch.data(), batch.start(row), batch.end(row));
    row++;
  }

  /** Whether the next row has this key; if so, it is the turn of the one behind it. */
  boolean has(byte[] data, int from, int to) {
    if (ended || !Arrays.equals(next, 0, next.length, data, from, to)) {
      return false;
    }
    advance();
    return true;
  }

  /** Whether every row's key came, in the order of the rows. */
  boolean inStep() {
    return ended;
  }

  @Override
  public void close() {
    scan.close();
  }
}
