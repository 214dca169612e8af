package dev.crossfade.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowRateTest {
  private long now = 5;
  private final RowRate rate = new RowRate(() -> now);

  @Test
  void withoutALimitNothingWaits() {
    rate.spend(1_000_000);
    assertThat(rate.waitMillis()).isZero();
  }

  @Test
  void whatCameAtOnceIsMadeUpForBeforeMoreComes() {
    rate.limit(100);
    rate.spend(100);
    assertThat(rate.waitMillis()).isZero();
    rate.spend(250);
    assertThat(rate.waitMillis()).isEqualTo(2500);
    pass(2400);
    assertThat(rate.waitMillis()).isEqualTo(100);
    pass(100);
    assertThat(rate.waitMillis()).isZero();
  }

  @Test
  void idleTimeSavesUpNoMoreThanASecond() {
    rate.limit(100);
    pass(3_600_000);
    rate.spend(101);
    assertThat(rate.waitMillis()).isEqualTo(10);
  }

  @Test
  void anotherRateCountsAtOnce() {
    rate.limit(10);
    rate.spend(110);
    assertThat(rate.waitMillis()).isEqualTo(10_000);
    rate.limit(1000);
    assertThat(rate.waitMillis()).isEqualTo(100);
    rate.limit(0);
    assertThat(rate.waitMillis()).isZero();
  }

  /** Whatever comes in which pieces, over time it is the rate and one second's rows at most. */
  @Test
  void theRateHoldsOverTime() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    rate.limit(1000);
    long begun = now;
    long rows = 0;
    for (int i = 0; i < 2000; i++) {
      if (rate.waitMillis() == 0) {
        long some = 1 + random.nextInt(400);
        double most = 1000 + (now - begun) / 1e6 + 0.001;
        assertThat((double) rows).as("seed " + seed + ", step " + i).isLessThanOrEqualTo(most);
        rate.spend(some);
        rows += some;
      }
      pass(random.nextInt(300));
    }
    assertThat(rows).as("seed " + seed).isGreaterThan(100_000);
  }

  private void pass(long millis) {
    now += millis * 1_000_000;
  }
}
