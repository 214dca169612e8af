package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conditions that hold a rule on the way rather than in the end; the model shows the others. */
final class RulesTest {
  private static StoreState row(boolean open, long epoch, long promise, long ballot) {
    return new StoreState(open, epoch, promise, ballot, 7, true);
  }

  @Test
  void aLowerOrEqualBallotClosesNothing() {
    StoreState reopened = row(true, 0, 0, 3);
    assertThat(Rules.close(reopened, 0, 2)).isEmpty();
    assertThat(Rules.close(reopened, 0, 3)).isEmpty();
    assertThat(Rules.close(reopened, 0, 4)).contains(row(false, 0, 0, 4));
    assertThat(Rules.close(reopened, 1, 4)).isEmpty();
  }

  @Test
  void aHigherBallotTakesAClosedSourceOver() {
    assertThat(Rules.close(row(false, 0, 0, 1), 0, 2)).contains(row(false, 0, 0, 2));
  }

  @Test
  void promisesGrowAboveAllThatIsKnown() {
    assertThat(Rules.promise(row(false, -1, 5, 0), 2).orElseThrow().promise()).isEqualTo(6);
    assertThat(Rules.promise(row(false, -1, 1, 0), 9).orElseThrow().promise()).isEqualTo(10);
    assertThat(Rules.giveUp(row(false, -1, 1, 0), 0, 4).orElseThrow().promise()).isEqualTo(5);
    assertThat(Rules.promise(row(false, 3, 5, 0), 2)).isEmpty();
    assertThat(Rules.promise(StoreState.SECOND, 0)).isEmpty();
  }

  @Test
  void onlyTheOlderOfTwoOpenStoresIsShut() {
    assertThat(Rules.shut(row(true, 4, 0, 0), 4)).isEmpty();
    assertThat(Rules.shut(row(true, 5, 0, 0), 4)).isEmpty();
    assertThat(Rules.shut(row(false, 3, 0, 0), 4)).isEmpty();
    StoreState shut = Rules.shut(row(true, 3, 0, 0), 4).orElseThrow();
    assertThat(shut.open()).isFalse();
    assertThat(shut.version()).isEqualTo(8);
  }

  @Test
  void aForcedOpeningIsAboveEveryBallotThatClosedIt() {
    StoreState forced = Rules.force(row(false, 2, 1, 9), 2).orElseThrow();
    assertThat(forced.epoch()).isEqualTo(10);
    assertThat(Rules.force(row(true, 2, 1, 9), 2)).isEmpty();
    assertThat(Rules.force(row(false, 3, 1, 9), 2)).isEmpty();
  }

  @Test
  void onlyTheStoreThatIsFedCanBeginAnew() {
    assertThat(Rules.restart(row(false, 0, 1, 1), 2).orElseThrow().complete()).isFalse();
    assertThat(Rules.restart(row(false, 3, 1, 1), 2)).isEmpty();
    assertThat(Rules.restart(row(true, 0, 1, 1), 2)).isEmpty();
  }
}
