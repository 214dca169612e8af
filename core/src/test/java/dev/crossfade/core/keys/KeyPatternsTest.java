package dev.crossfade.core.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternsTest {
  private static KeyPatterns patterns(String... texts) {
    return KeyPatterns.of(Arrays.stream(texts).map(KeyPattern::of).toList());
  }

  private static @Nullable String found(String key, String... texts) {
    KeyPattern pattern = patterns(texts).find(key);
    return pattern == null ? null : pattern.text();
  }

  /** The one that wins is named first, and must win in either order but in the last two rows. */
  @ParameterizedTest
  @CsvSource({
    "a/b, a/b, a/{x}, true",
    "a/b, a/b, {x...}, true",
    "a/b, a/{x}, {x}/{y}, true",
    "note/1/draft, note/{id}/draft, note/{id}/{page}, true",
    "note/1/draft, {a}/{b}/draft, note/{id...}, true",
    "note/1/draft, note/{id}/{page}, {a}/1/{rest...}, true",
    "aabbb, {x}bbb, {x}ab{y}, true",
    "\ud83d\ude00bb, {x}bb, \ud83d\ude00{x}, true",
    // Literal characters are as many: fewer parts go first.
    "note/1/d, note/{a...}, {x}/{y}/{z}, true",
    "a/b/, a/{x...}, {x}/{y}/, true",
    "a-b/c, {x}b/{y}, {x}-{y}/{z}, true",
    "ab/c, {x}/c, a{x}/{y}, true",
    // As many of both: the earlier one.
    "a/b, a/{x}, a/{y...}, false",
    "a/b, a/{y...}, a/{x}, false",
  })
  void findsTheOneWithPrecedence(String key, String winner, String loser, boolean eitherOrder) {
    assertThat(KeyPattern.of(winner).matches(key)).isTrue();
    assertThat(KeyPattern.of(loser).matches(key)).isTrue();
    assertThat(found(key, winner, loser)).isEqualTo(winner);
    if (eitherOrder) {
      assertThat(found(key, loser, winner)).isEqualTo(winner);
    }
  }

  @Test
  void findsNoneWhereNoneMatches() {
    KeyPatterns patterns = patterns("a/{x}", "b");
    for (String key : List.of("c", "a", "a/", "a/b/c", "b/", "c/d", "/a")) {
      assertThat(patterns.find(key)).as(key).isNull();
      assertThat(patterns.indexOf(key)).as(key).isEqualTo(-1);
    }
    assertThat(patterns().find("a")).isNull();
    assertThat(patterns.indexOf("b")).isEqualTo(1);
    assertThat(patterns.all()).containsExactly(KeyPattern.of("a/{x}"), KeyPattern.of("b"));
  }

  @Test
  void refusesTwoOfTheSameShape() {
    assertThatThrownBy(() -> patterns("a/{x}", "b", "a/{y}"))
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CF_7362);
              assertThat(e.detail()).contains("'a/{x}' and 'a/{y}'");
            });
    assertThatThrownBy(() -> patterns("a", "a")).isInstanceOf(CrossfadeException.class);
    assertThat(patterns("a/{x}", "a/{x...}").all()).hasSize(2);
  }

  /** Against patterns as regular expressions, looked through one by one. */
  @Test
  void findsWhatANaiveSearchFinds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int hits = 0;
    int contested = 0;
    for (int round = 0; round < 400; round++) {
      List<KeyPattern> list = randomPatterns(random);
      KeyPatterns patterns = KeyPatterns.of(list);
      List<Pattern> regexes = list.stream().map(KeyPatternsTest::regex).toList();
      for (int i = 0; i < 200; i++) {
        String key = text(random, "ab/-\ud83d\ude00", 1 + random.nextInt(7));
        List<KeyPattern> matching = new ArrayList<>();
        for (int p = 0; p < list.size(); p++) {
          boolean matches = regexes.get(p).matcher(key).matches();
          assertThat(list.get(p).matches(key))
              .as("seed %s: %s and %s", seed, list.get(p), key)
              .isEqualTo(matches);
          if (matches) {
            matching.add(list.get(p));
          }
        }
        hits += matching.isEmpty() ? 0 : 1;
        contested += matching.size() > 1 ? 1 : 0;
        assertThat(patterns.find(key))
            .as("seed %s: %s in %s", seed, key, list)
            .isEqualTo(best(matching));
      }
    }
    assertThat(hits).as("seed %s", seed).isGreaterThan(1000);
    assertThat(contested).as("seed %s", seed).isGreaterThan(500);
  }

  private static @Nullable KeyPattern best(List<KeyPattern> matching) {
    KeyPattern best = null;
    for (KeyPattern pattern : matching) {
      if (best == null
          || literals(pattern) > literals(best)
          || (literals(pattern) == literals(best) && parts(pattern) < parts(best))) {
        best = pattern;
      }
    }
    return best;
  }

  private static long literals(KeyPattern pattern) {
    return pattern.text().replaceAll("\\{[^}]*}", "").codePoints().count();
  }

  private static long parts(KeyPattern pattern) {
    return pattern.text().chars().filter(c -> c == '{').count();
  }

  private static Pattern regex(KeyPattern pattern) {
    String regex =
        ("\\Q" + pattern.text() + "\\E")
            .replaceAll("\\{[a-z0-9]*\\.\\.\\.}", "\\\\E.+\\\\Q")
            .replaceAll("\\{[a-z0-9]*}", "\\\\E[^/]+\\\\Q");
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  private static List<KeyPattern> randomPatterns(Random random) {
    List<KeyPattern> list = new ArrayList<>();
    List<String> shapes = new ArrayList<>();
    while (list.size() < 12) {
      StringBuilder text = new StringBuilder();
      int parts = random.nextInt(4);
      text.append(text(random, "ab/-\ud83d\ude00", random.nextInt(3)));
      for (int p = 0; p < parts; p++) {
        boolean rest = p == parts - 1 && random.nextInt(4) == 0;
        text.append("{p").append(p).append(rest ? "...}" : "}");
        int least = p == parts - 1 ? 0 : 1;
        text.append(rest ? "" : text(random, "ab/-", least + random.nextInt(2)));
      }
      if (!text.isEmpty() && !shapes.contains(text.toString())) {
        shapes.add(text.toString());
        list.add(KeyPattern.of(text.toString()));
      }
    }
    return list;
  }

  private static String text(Random random, String alphabet, int length) {
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
