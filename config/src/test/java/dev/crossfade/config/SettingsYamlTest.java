package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.core.setting.Settings.Given;
import dev.crossfade.core.setting.Settings.Origin;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsYamlTest {
  @Test
  void readsWhatStandsInTheFileAndWhere() {
    Map<Setting, Given> values =
        SettingsYaml.read(
            "# mine\ninto: shop\njobs: 4\ntables: [a*, b]\nexclude: x, y\n", "crossfade.yaml");
    assertThat(values)
        .containsOnlyKeys(Setting.INTO, Setting.JOBS, Setting.TABLES, Setting.EXCLUDE)
        .containsEntry(Setting.INTO, new Given("shop", Origin.FILE, "crossfade.yaml:2:7"))
        .containsEntry(Setting.TABLES, new Given("a*,b", Origin.FILE, "crossfade.yaml:4:9"));
    assertThat(SettingsYaml.read("", "f")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CF_1011|1:1|intoo: x|did you mean 'into'?",
        "CF_1002|1:7|jobs: 65|expected a whole number from 1 to 64, or auto but was '65' at jobs",
        "CF_1002|1:7|jobs: many|but was 'many'",
        "CF_1002|1:11|onReject: skip|expected one of fail, dead-letter but was 'skip'",
        "CF_1002|1:6|into:|but was nothing",
        "CF_1002|1:9|target: ' '|but was 'something else'",
        "CF_1002|1:7|into: [a]|but was a list",
        "CF_1002|1:10|tables: ['a,b']|a name without a comma",
        "CF_1010|1:7|into: &a x|anchors are not allowed",
        "CF_1010|1:7|into: 'x|",
      })
  void refusesABadSettingAtItsPlace(ErrorCode code, String place, String text, String says) {
    assertThatThrownBy(() -> SettingsYaml.read(text, "c.yaml"))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.detail()).startsWith("c.yaml:").contains(says == null ? "" : says);
              if (code != ErrorCode.CF_1010) {
                assertThat(e.detail()).startsWith("c.yaml:" + place + ":");
              }
            });
  }

  @Test
  void readsBackWhatItWrites() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.TARGET, "postgresql://u:p%40@h:1/d?sslmode=require");
    given.put(Setting.INTO, "a: b # c");
    given.put(Setting.JOBS, "8");
    given.put(Setting.EXCLUDE, "x*,y");
    String text = SettingsYaml.write(given);
    assertThat(text).contains("jobs: 8\n").contains("# " + Setting.INTO.meaning() + "\n");
    Map<Setting, Given> read = SettingsYaml.read(text, "f");
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    read.forEach((setting, value) -> texts.put(setting, value.text()));
    assertThat(texts).isEqualTo(given);
  }
}
