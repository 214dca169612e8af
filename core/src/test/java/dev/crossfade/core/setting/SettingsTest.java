package dev.crossfade.core.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.Settings.Given;
import dev.crossfade.core.setting.Settings.Origin;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  private enum Check {
    FULL,
    COUNT,
    NONE
  }

  private enum OnReject {
    FAIL,
    DEAD_LETTER
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everyDefaultIsAllowedAndEveryMeaningASentence(Setting setting) {
    if (setting.defaultText() != null) {
      assertThat(setting.rule().problem(setting.defaultText())).isNull();
    }
    assertThat(setting.meaning()).matches("[A-Z].*\\.");
    assertThat(setting.rule().limits()).isNotEmpty();
  }

  @Test
  void namesAreApart() {
    assertThat(Arrays.stream(Setting.values()).map(Setting::path)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Setting.values()).map(Setting::environment)).doesNotHaveDuplicates();
    assertThat(Setting.ON_REJECT.flag()).isEqualTo("--on-reject");
    assertThat(Setting.TARGET.flag()).isEqualTo("--to");
  }

  @Test
  void flagGoesOverEnvironmentOverFileOverDefault() {
    Map<Setting, Given> file =
        Map.of(
            Setting.INTO, new Given("file", Origin.FILE, "f:1:1"),
            Setting.JOBS, new Given("3", Origin.FILE, "f:2:1"),
            Setting.CHECK, new Given("count", Origin.FILE, "f:3:1"));
    Map<String, String> environment =
        Map.of("CROSSFADE_INTO", "variable", "CROSSFADE_JOBS", "4", "CROSSFADE_CHECK", "");
    Settings settings = Settings.of(Map.of(Setting.INTO, "flag"), environment, file);
    assertThat(settings.given(Setting.INTO)).isEqualTo(new Given("flag", Origin.FLAG, "--into"));
    assertThat(settings.given(Setting.JOBS))
        .isEqualTo(new Given("4", Origin.ENVIRONMENT, "CROSSFADE_JOBS"));
    assertThat(settings.jobs()).isEqualTo(4);
    assertThat(settings.choice(Setting.CHECK, Check.class)).isEqualTo(Check.COUNT);
    assertThat(settings.choice(Setting.ON_REJECT, OnReject.class)).isEqualTo(OnReject.FAIL);
    assertThat(settings.given(Setting.IF_EXISTS).origin()).isEqualTo(Origin.DEFAULT);
    assertThat(settings.text(Setting.TARGET)).isNull();
  }

  @Test
  void givesTypedValues() {
    Settings settings =
        Settings.of(
            Map.of(Setting.ON_REJECT, "dead-letter", Setting.TABLES, " a* , b c,, "),
            Map.of(),
            Map.of());
    assertThat(settings.choice(Setting.ON_REJECT, OnReject.class)).isEqualTo(OnReject.DEAD_LETTER);
    assertThat(settings.list(Setting.TABLES)).containsExactly("a*", "b c");
    assertThat(settings.list(Setting.EXCLUDE)).isEmpty();
    assertThat(settings.number(Setting.CHUNK_ROWS)).isEqualTo(100_000);
    assertThat(settings.jobs()).isBetween(1, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JOBS|0|jobs: expected a whole number from 1 to 64, or auto but was '0' (--jobs)",
        "JOBS|65|but was '65'",
        "JOBS|1.5|but was '1.5'",
        "JOBS|99999999999999999999|but was",
        "JOBS|١|but was",
        "CHECK|FULL|expected one of full, count, none but was 'FULL'",
        "INTO|''|a name of 1 to 63 bytes",
        "INTO|ééééééééééééééééééééééééééééééééé|a name of 1 to 63 bytes",
        "CHUNK_ROWS|auto|but was 'auto'",
        "TARGET|' '|but was something else (--to)",
      })
  void refusesWhatIsNotAllowed(Setting setting, String value, String says) {
    assertThatThrownBy(() -> Settings.of(Map.of(setting, value), Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CF_1002);
              assertThat(e.detail()).contains(says);
            });
  }

  @Test
  void refusesABadValueThatAnotherOverrides() {
    assertThatThrownBy(
            () -> Settings.of(Map.of(Setting.JOBS, "2"), Map.of("CROSSFADE_JOBS", "x"), Map.of()))
        .hasMessageContaining("(CROSSFADE_JOBS)");
  }
}
