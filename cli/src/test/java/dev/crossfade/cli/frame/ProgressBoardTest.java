package dev.crossfade.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Event;
import org.junit.jupiter.api.Test;

final class ProgressBoardTest {
  private static final long SECOND = 1_000_000_000L;

  private final ProgressBoard board = new ProgressBoard();

  @Test
  void saysRowsShareRateAndTimeLeft() {
    board.take(new Event.Progress("copy", "orders", 0, 3_000_000), 0);
    board.take(new Event.Progress("copy", "orders", 1_000_000, 3_000_000), 2 * SECOND);

    assertThat(board.lines(2 * SECOND))
        .containsExactly(
            "copy  orders  1,000,000 of 3,000,000 rows  33%  500,000 rows/s  4 s left");
  }

  @Test
  void measuresTheRateFromWhereAResumedCopyBegan() {
    board.take(new Event.Progress("copy", "orders", 900, 1000), 0);
    board.take(new Event.Progress("copy", "orders", 950, 1000), SECOND);

    assertThat(board.line(SECOND)).contains("50 rows/s").contains("1 s left");
  }

  @Test
  void claimsNoShareAndNoTimeWhereTheTotalIsNotKnown() {
    board.take(new Event.Progress("inspect", "events", 0, -1), 0);
    board.take(new Event.Progress("inspect", "events", 10_000, -1), SECOND);

    assertThat(board.lines(SECOND)).containsExactly("inspect  events  10,000 rows  10,000 rows/s");
  }

  @Test
  void dropsWhatIsCompleteAndCountsWhatDoesNotFit() {
    for (int i = 0; i < 15; i++) {
      board.take(new Event.Progress("copy", "table" + i, 1, 10), 0);
    }
    board.take(new Event.Progress("copy", "table0", 10, 10), SECOND);

    assertThat(board.lines(SECOND)).hasSize(13).last().isEqualTo("… and 2 more");
    assertThat(board.lines(SECOND)).noneMatch(line -> line.startsWith("copy  table0 "));
  }

  @Test
  void forgetsThePhaseBefore() {
    board.take(new Event.Progress("copy", "orders", 1, 10), 0);
    board.take(new Event.PhaseStarted("verify"), SECOND);

    assertThat(board.lines(SECOND)).containsExactly("verify …");
    assertThat(board.line(SECOND)).isEmpty();
  }

  @Test
  void writesNoFragmentsWhereLinesStay() {
    board.take(new Event.PhaseStarted("constrain"), SECOND);

    assertThat(board.line(3 * SECOND)).isEmpty();
    assertThat(board.line(41 * SECOND)).isEqualTo("constrain  40 s");

    board.take(new Event.PhaseEnded("constrain", 42 * SECOND), 43 * SECOND);
    assertThat(board.line(60 * SECOND)).isEmpty();
    assertThat(board.lines(60 * SECOND)).isEmpty();
  }

  @Test
  void writesDurationsWithoutFalsePrecision() {
    assertThat(Durations.rough(0.2)).isEqualTo("1 s");
    assertThat(Durations.rough(200)).isEqualTo("3 min 20 s");
    assertThat(Durations.rough(7500)).isEqualTo("2 h 5 min");
    assertThat(Durations.measured(0.4)).isEqualTo("0.40 s");
    assertThat(Durations.measured(12.34)).isEqualTo("12.3 s");
  }
}
