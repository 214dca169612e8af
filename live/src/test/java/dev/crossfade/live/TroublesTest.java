package dev.crossfade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TroublesTest {
  @ParameterizedTest
  @EnumSource(names = {"CF_6112", "CF_6002", "CF_6103", "CF_5052", "CF_5067", "CF_3011"})
  void waitsOutWhatGoesAwayByItself(ErrorCode code) {
    assertThat(Troubles.needsPerson(code)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"CF_6001", "CF_6106", "CF_6108", "CF_6209", "CF_5202", "CF_9001"})
  void pausesForWhatOnlyAPersonCanMend(ErrorCode code) {
    assertThat(Troubles.needsPerson(code)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"CF_6103", "CF_3015", "CF_3016", "CF_5063", "CF_6101"})
  void endsAFirstCopyThatNeedsAPerson(ErrorCode code) {
    assertThat(Troubles.endsFirstCopy(code)).isTrue();
  }
}
