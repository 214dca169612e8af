package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ChunkSizeTest {
  private static final Duration LIMIT = Duration.ofMillis(50);

  private static int after(ChunkSize size, int chunks, long nanosOfRow) {
    for (int i = 0; i < chunks; i++) {
      size.took(size.rows(), size.rows() * nanosOfRow);
    }
    return size.rows();
  }

  @Test
  void growsByTwoAndEndsALittleBelowTheLimit() {
    ChunkSize size = new ChunkSize(1000, LIMIT);
    assertThat(after(size, 1, 2000)).isEqualTo(2000);
    assertThat(after(size, 1, 2000)).isEqualTo(4000);
    assertThat(after(size, 10, 2000)).isEqualTo(20_000);
  }

  @Test
  void shrinksWhenRowsTakeLonger() {
    ChunkSize size = new ChunkSize(1000, LIMIT);
    after(size, 10, 2000);
    assertThat(after(size, 30, 20_000)).isBetween(1990, 2010);
  }

  @Test
  void oneChunkThatWasHeldUpChangesLittle() {
    ChunkSize size = new ChunkSize(1000, LIMIT);
    after(size, 10, 2000);
    assertThat(after(size, 1, 2_000_000)).isBetween(12_000, 13_000);
    assertThat(after(size, 10, 2000)).isBetween(19_000, 20_000);
  }

  @Test
  void isNeverLessThanSomeRowsNorMoreThanMany() {
    ChunkSize size = new ChunkSize(1000, LIMIT);
    assertThat(after(size, 50, 1_000_000_000L)).isEqualTo(ChunkSize.FEWEST_ROWS);
    assertThat(after(size, 50, 1)).isEqualTo(200_000);
    size.took(0, 5);
    assertThat(size.rows()).isEqualTo(200_000);
  }
}
