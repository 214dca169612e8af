package dev.crossfade.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {
  @ParameterizedTest
  @CsvSource({
    "settings, settings, true",
    "settings, setting, false",
    "settings, settings/a, false",
    "presence/{id}, presence/42, true",
    "presence/{id}, presence/{id}, true",
    "presence/{id}, presence/, false",
    "presence/{id}, presence/4/2, false",
    "presence/{id}, Presence/42, false",
    "presence/{id}, a/presence/42, false",
    ":presence/{id}, :presence/42, true",
    "team/{team}/note/{id}, team/a/note/1, true",
    "team/{team}/note/{id}, team/a/b/note/1, false",
    "team/{team}/note/{id}, team/note/note/1, true",
    "team/{team}/note/{id}, team//note/1, false",
    "{a}-{b}, x-y, true",
    "{a}-{b}, --y, true",
    "{a}-{b}, ---, true",
    "{a}-{b}, -y, false",
    "{a}-{b}, x-, false",
    "{a}-{b}, x/-y, false",
    "{a}b{c}b, abcb, true",
    "{a}b{c}b, abb, false",
    "{a}b{c}b, bbbb, true",
    "{a}x/b{c}, qx/bz, true",
    "{a}x/b{c}, q/x/bz, false",
    "cache/{path...}, cache/a, true",
    "cache/{path...}, cache/a/b//c/, true",
    "cache/{path...}, cache/, false",
    "{all...}, x/y, true",
    "{team}/{path...}, a/b/c, true",
    "{team}/{path...}, /b/c, false",
    "{id}.json, a.json, true",
    "{id}.json, .json, false",
  })
  void matches(String pattern, String key, boolean does) {
    assertThat(KeyPattern.of(pattern).matches(key)).isEqualTo(does);
  }

  @Test
  void tellsWhatItIs() {
    KeyPattern pattern = KeyPattern.of("team/{team}/note/{id...}");
    assertThat(pattern.text()).isEqualTo("team/{team}/note/{id...}").isEqualTo(pattern.toString());
    assertThat(pattern.prefix()).isEqualTo("team/");
    assertThat(pattern.names()).containsExactly("team", "id");
    assertThat(pattern.isExact()).isFalse();
    assertThat(KeyPattern.of("a/b").prefix()).isEqualTo("a/b");
    assertThat(KeyPattern.of("a/b").isExact()).isTrue();
    assertThat(KeyPattern.of("{x}").prefix()).isEmpty();
    assertThat(pattern)
        .isEqualTo(KeyPattern.of(pattern.text()))
        .hasSameHashCodeAs(KeyPattern.of(pattern.text()))
        .isNotEqualTo(KeyPattern.of("team/{team}/note/{id}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|expected a pattern but was nothing",
        "a/{id|expected a '}' for the '{' at character 3 in 'a/{id'",
        "a/id}|expected a '{' before the '}' at character 5",
        "a/{i{d}}|but was 'i{d' at character 3",
        "a/{}|letters, digits, _ and - but was nothing at character 3",
        "a/{...}|but was nothing",
        "a/{i d}|but was 'i d'",
        "a/{id..}|but was 'id..'",
        "a/{id}/{id}|expected each name once but was 'id' twice at character 8",
        "a/{id}/{id...}|but was 'id' twice",
        "a/{x}{y}|expected literal text between two parts at character 6",
        "a/{x}{y...}|expected literal text between two parts",
        "a/{x...}/b|expected nothing behind the rest {x...} at character 9",
        "a/{x...}{y}|expected nothing behind the rest",
        "crossfade:x/{id}|Crossfade's own keys",
      })
  void refusesWhatIsNone(String text, String says) {
    assertThatThrownBy(() -> KeyPattern.of(text))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CF_7361);
              assertThat(e.detail()).contains(says);
            });
  }

  @Test
  void refusesWhatNoKeyCanMatch() {
    for (String text : new String[] {"a\0{x}", "\ud800{x}\udc00", "a".repeat(1000) + "{x}"}) {
      assertThatThrownBy(() -> KeyPattern.of(text))
          .isInstanceOf(CrossfadeException.class)
          .hasMessageContaining("no key can match it");
    }
    assertThat(KeyPattern.of("a".repeat(999) + "{x}").matches("a".repeat(1000))).isTrue();
  }
}
