package dev.crossfade.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThrottleLimitsTest {
  @Test
  void whatIsWrittenIsReadBack() {
    ThrottleLimits limits =
        new ThrottleLimits(
            500, 20, Duration.ofMillis(2500), "SELECT 'a=b\\n'\n  -- c\\d\r\n", "/a b/=c\\n");
    assertThat(limits.text().lines()).hasSize(5);
    assertThat(ThrottleLimits.parse(limits.text())).isEqualTo(limits);
    ThrottleLimits one = ThrottleLimits.NONE.withMaxLoad(7);
    assertThat(ThrottleLimits.parse(one.text())).isEqualTo(one);
    assertThat(ThrottleLimits.parse(null)).isEqualTo(ThrottleLimits.NONE);
  }

  @Test
  void aSentenceNamesEveryLimit() {
    assertThat(new ThrottleLimits(5, 2, Duration.ofSeconds(3), "SELECT\n1", "/f").sentence())
        .isEqualTo(
            "rows 5 a second, max-load 2 clients at work, max-replica-lag 3000 ms,"
                + " while-sql SELECT 1, while-file /f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rows", "rows=0", "rows=-1", "rows=x", "newer=1", "rows=5\nnewer=1"})
  void whatIsNotUnderstoodIsRefused(String text) {
    assertThatThrownBy(() -> ThrottleLimits.parse(text)).hasMessageContaining("CF-6320");
  }
}
