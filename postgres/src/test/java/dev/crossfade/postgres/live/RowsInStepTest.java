package dev.crossfade.postgres.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowsInStepTest {
  private static byte[] key(long id) {
    RowBatch batch = new RowBatch(32);
    batch.beginRow();
    batch.putLong(id);
    return Arrays.copyOf(batch.data(), batch.size());
  }

  /** Which of the keys have a row, and last whether rows and keys were in step. */
  private static String go(long[] rows, long... keys) {
    RowBatch batch = new RowBatch(256);
    for (long id : rows) {
      batch.beginRow();
      batch.putLong(id);
      batch.putLong(-id);
    }
    StringBuilder found = new StringBuilder();
    try (RowSpool spool = new RowSpool()) {
      spool.add(batch);
      try (RowsInStep inStep = new RowsInStep(spool, new KeyOrder(new int[] {0}))) {
        LongStream.of(keys)
            .filter(id -> inStep.has(key(id), 0, key(id).length))
            .forEach(id -> found.append(id).append(' '));
        return found.append(inStep.inStep()).toString();
      }
    }
  }

  @Test
  void keysWithoutARowAreTold() {
    assertThat(go(new long[] {}, 1, 2)).isEqualTo("true");
    assertThat(go(new long[] {2, 5}, 1, 2, 3, 4, 5, 6)).isEqualTo("2 5 true");
    assertThat(go(new long[] {1}, 1)).isEqualTo("1 true");
  }

  @Test
  void anotherOrderIsNoticed() {
    assertThat(go(new long[] {5, 2}, 1, 2, 3, 4, 5, 6)).isEqualTo("5 false");
    assertThat(go(new long[] {7}, 1, 2)).isEqualTo("false");
  }
}
