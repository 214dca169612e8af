package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.SwitchMeans.Barrier;
import dev.crossfade.core.live.SwitchResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class SwitchoverTest {
  private static final StoreState COPIED = new StoreState(false, -1, 0, 0, 1, true);

  private final AtomicLong clock = new AtomicLong();
  private final MemoryStore first = new MemoryStore("L", true, Content.of(StoreState.FIRST));
  private final MemoryStore second = new MemoryStore("N", false, Content.of(COPIED));

  private SwitchMeans means(Barrier barrier) {
    return new SwitchMeans(
        barrier, Duration.ofMillis(10), () -> clock.addAndGet(1_000_000), () -> "p" + clock);
  }

  private Standing standing() {
    return Standing.of(first.state(), second.state());
  }

  @Test
  void thereAndBackLosesNothing() {
    first.write(Map.of("x", "1"));
    SwitchResult there = Switchover.run(first, second, means(Barrier.NONE));
    assertThat(there.outcome()).isEqualTo(Outcome.OPENED);
    assertThat(there.waited()).isPositive();
    assertThat(standing()).isEqualTo(new Standing(Direction.BACK, true, false));
    second.write(Map.of("x", "2", "y", "3"));
    SwitchResult back = Switchover.run(second, first, means(Barrier.NONE));
    assertThat(back.outcome()).isEqualTo(Outcome.OPENED);
    assertThat(back.ballot()).isGreaterThan(there.ballot());
    assertThat(standing()).isEqualTo(new Standing(Direction.FORTH, true, false));
    assertThat(first.now.data()).isEqualTo(Map.of("x", "2", "y", "3"));
  }

  @Test
  void drainsWhatWasWrittenUntilTheClosing() {
    MemoryStore lateWriter =
        new MemoryStore("L", true, Content.of(StoreState.FIRST)) {
          @Override
          public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
            write(Map.of("x", "last"));
            return super.change(decision);
          }
        };
    SwitchResult result = Switchover.run(lateWriter, second, means(Barrier.NONE));
    assertThat(result.outcome()).isEqualTo(Outcome.OPENED);
    assertThat(result.keys()).isEqualTo(1);
    assertThat(result.passes()).isEqualTo(1);
    assertThat(second.now.data()).containsEntry("x", "last");
  }

  @Test
  void countersGoOnBehindTheSource() {
    first.now = first.now.counted(41);
    Switchover.run(first, second, means(Barrier.NONE));
    assertThat(second.counters()).containsEntry("t", 41L);
  }

  @Test
  void aShutGateOfTheBarrierOpensTheSourceAgain() {
    Gate shut = Gate.shut("g", "because", "advice");
    SwitchResult result = Switchover.run(first, second, means((from, to, late) -> List.of(shut)));
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.gates()).containsExactly(shut);
    assertThat(standing()).isEqualTo(new Standing(Direction.FORTH, true, false));
    Gate overridden = new Gate("g", false, "because", "advice", "known");
    assertThat(
            Switchover.run(first, second, means((from, to, late) -> List.of(overridden))).outcome())
        .isEqualTo(Outcome.OPENED);
  }

  @Test
  void aBarrierThatTakesTooLongIsGivenUp() {
    MemoryStore slow =
        new MemoryStore("L", true, Content.of(StoreState.FIRST)) {
          @Override
          public void trim(Changes changes) {
            super.trim(changes);
            // What a broken fence would let through, again and again.
            now = now.put("x", "again").mark("x");
          }
        };
    slow.write(Map.of("x", "1"));
    SwitchResult result = Switchover.run(slow, second, means(Barrier.NONE));
    assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(slow.state().open()).isTrue();
    assertThat(second.state().open()).isFalse();
  }

  @Test
  void aStoreThatFailsInTheBarrierOpensTheSourceAgain() {
    RuntimeException failure = new IllegalStateException("disk full");
    SwitchResult result =
        Switchover.run(
            first,
            second,
            means(
                (from, to, late) -> {
                  throw failure;
                }));
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.failure()).isSameAs(failure);
    assertThat(first.state().open()).isTrue();
  }

  @Test
  void anOpeningWhoseAnswerWasLostCounts() {
    MemoryStore deaf =
        new MemoryStore("N", false, Content.of(COPIED)) {
          @Override
          public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
            Optional<StoreState> row = super.change(decision);
            if (row.isPresent() && row.get().open()) {
              throw new IllegalStateException("connection reset");
            }
            return row;
          }
        };
    SwitchResult result = Switchover.run(first, deaf, means(Barrier.NONE));
    assertThat(result.outcome()).isEqualTo(Outcome.OPENED);
    assertThat(deaf.state().open()).isTrue();
    assertThat(first.state().open()).isFalse();
  }

  /** The process dies in the barrier; what is left says what to do, and both ways work. */
  @Test
  void whatWasLeftHalfDoneIsFinishedOrGivenUp() {
    for (boolean goOn : new boolean[] {true, false}) {
      first.write(Map.of("x", "1"));
      long ballot = second.change(row -> Rules.promise(row, 0)).orElseThrow().promise();
      first.change(row -> Rules.close(row, 0, ballot));
      assertThat(standing()).isEqualTo(new Standing(Direction.FORTH, false, false));
      if (goOn) {
        assertThat(Switchover.run(first, second, means(Barrier.NONE)).outcome())
            .isEqualTo(Outcome.OPENED);
        first.now = Content.of(StoreState.FIRST);
        second.now = Content.of(COPIED);
      } else {
        assertThat(Switchover.cancel(first, second)).isEqualTo(Switchover.Cancelled.REOPENED);
        assertThat(standing()).isEqualTo(new Standing(Direction.FORTH, true, false));
        assertThat(second.change(row -> Rules.open(row, ballot))).isEmpty();
      }
    }
  }

  @Test
  void cancelComesTooLateOrForNothing() {
    assertThat(Switchover.cancel(first, second)).isEqualTo(Switchover.Cancelled.NOT_CLOSED);
    Switchover.run(first, second, means(Barrier.NONE));
    assertThat(Switchover.cancel(first, second)).isEqualTo(Switchover.Cancelled.TARGET_OPENED);
  }

  @Test
  void anIncompleteTargetIsNeverOpened() {
    MemoryStore empty = new MemoryStore("N", false, Content.of(StoreState.SECOND));
    assertThat(Switchover.run(first, empty, means(Barrier.NONE)).outcome())
        .isEqualTo(Outcome.BLOCKED);
    assertThat(first.state().open()).isTrue();
    assertThat(Rules.open(new StoreState(false, -1, 1, 0, 0, false), 1)).isEmpty();
  }

  @Test
  void aTargetThatIsGoneForGoodIsOverriddenAndShutWhenItReturns() {
    long ballot = second.change(row -> Rules.promise(row, 0)).orElseThrow().promise();
    first.change(row -> Rules.close(row, 0, ballot));
    second.change(row -> Rules.open(row, ballot));
    assertThat(Switchover.force(first)).isPresent();
    assertThatThrownBy(() -> Switchover.shutRestored(first, second))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6005));
    assertThat(first.state().open()).isTrue();
    assertThat(second.state().open()).isFalse();
  }

  @Test
  void aRestoredStoreIsClosedOnSight() {
    Content backup = first.now;
    Switchover.run(first, second, means(Barrier.NONE));
    first.now = backup;
    assertThat(standing()).isEqualTo(new Standing(Direction.BACK, true, true));
    assertThatThrownBy(() -> Switchover.shutRestored(first, second))
        .isInstanceOf(CrossfadeException.class);
    assertThat(first.state().open()).isFalse();
    assertThat(second.state().open()).isTrue();
    Switchover.shutRestored(first, second);
  }
}
