package dev.crossfade.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the breaker lets through. */
final class BreakerTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger changes = new AtomicInteger();
  private final Breaker breaker =
      new Breaker(Failures::isAway, nanos::get, changes::incrementAndGet);

  private void fail() {
    assertThatExceptionOfType(CrossfadeException.class)
        .isThrownBy(
            () ->
                breaker.call(
                    () -> {
                      calls.incrementAndGet();
                      throw new CrossfadeException(ErrorCode.CF_7303, "away");
                    }));
  }

  private void answer() {
    assertThat(breaker.<Integer>call(calls::incrementAndGet)).isEqualTo(calls.get());
  }

  @Test
  void anAnswerBetweenFailuresKeepsCallsGoing() {
    for (int i = 0; i < 10; i++) {
      fail();
      fail();
      answer();
    }
    assertThat(calls).hasValue(30);
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.last()).isNull();
    assertThat(changes).hasValue(0);
  }

  @Test
  void afterThreeFailuresCallsFailAtOnceUntilOneThatTriesIsAnswered() {
    for (int i = 0; i < 5; i++) {
      fail();
    }
    assertThat(calls).hasValue(3);
    assertThat(breaker.isOpen()).isTrue();
    assertThat(changes).hasValue(1);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    fail();
    fail();
    assertThat(calls).hasValue(4);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    answer();
    answer();
    assertThat(calls).hasValue(6);
    assertThat(breaker.isOpen()).isFalse();
    assertThat(changes).hasValue(2);
  }
}
