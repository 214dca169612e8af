package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDigestTest {
  private final JsonDigest digest = new JsonDigest();

  private @Nullable String hash(String text) {
    byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
    return digest.digest(bytes, 1, bytes.length - 2)
        ? new Digest(1, digest.high(), digest.low()).hex()
        : null;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":[]}| { \"b\" : [ ] , \"a\" : 1 } ",
        "\"\\u0061\\/\\n\"|\"a/\\u000a\"",
        "\"\\ud83d\\ude00é\"|\"😀\\u00E9\"",
        "1.10|11e-1",
        "100|1E+2",
        "-0|0.000",
        "{\"a\":{\"x\":1,\"y\":2},\"a\":3}|{\"a\":3,\"a\":{\"y\":2,\"x\":1}}",
      })
  void doesNotMindNotation(String one, String other) {
    assertThat(hash(one)).isNotNull().isEqualTo(hash(other));
  }

  @Test
  void readsEachCharacterAtEachPlaceOfAString() {
    for (int length = 1; length < 20; length++) {
      for (int place = 0; place < length; place++) {
        for (char one = 0; one < 0x80; one++) {
          String before = "#".repeat(place);
          String behind = "#".repeat(length - place - 1);
          String plain = '"' + before + one + behind + '"';
          String escaped = '"' + before + String.format("\\u%04x", (int) one) + behind + '"';
          boolean valid = one >= ' ' && one != '"' && one != '\\';
          assertThat(hash(plain))
              .as("character %d at %d of %d", (int) one, place, length)
              .isEqualTo(valid ? hash(escaped) : null);
        }
      }
    }
  }

  @Test
  void tellsEverythingElseApart() {
    List<String> texts =
        List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "\"\"",
            "\"0\"",
            "\"null\"",
            "[]",
            "{}",
            "[[]]",
            "[{}]",
            "[[],[]]",
            "[null]",
            "[0]",
            "[1,2]",
            "[2,1]",
            "[[1],[2]]",
            "[[1,2]]",
            "[[1],2]",
            "[1,[2]]",
            "{\"\":null}",
            "{\"a\":1}",
            "{\"a\":1,\"a\":1}",
            "{\"a\":\"1\"}",
            "{\"1\":\"a\"}",
            "{\"a\":1,\"b\":2}",
            "{\"a\":2,\"b\":1}",
            "{\"a\":{\"b\":1}}",
            "{\"b\":{\"a\":1}}",
            "[\"a\",1]",
            "[\"a\",\"b\"]",
            "[\"ab\"]",
            "[\"b\",\"a\"]",
            "{\"a\":[1],\"b\":[2]}",
            "{\"a\":[2],\"b\":[1]}",
            "\"\\u0000\"",
            "\"\\u0000\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\ufffd\"",
            "0.1",
            "0.1000000000000000055",
            "1e400",
            "1e401",
            "12345678901234567890",
            "12345678901234567891",
            "\"12345678\"",
            "\"123456789\"",
            "\"1234567\\u0000\"",
            "[{\"a\":1},{\"b\":2}]",
            "[{\"a\":1,\"b\":2}]",
            "[{\"b\":2},{\"a\":1}]");
    Map<String, String> seen = new HashMap<>();
    for (String text : texts) {
      String hash = hash(text);
      assertThat(hash).as(text).isNotNull();
      assertThat(seen.put(hash, text)).as(text).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "tru",
        "01",
        "-",
        "-01",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{",
        "}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1]",
        "{,}",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u123g\"",
        "\"\\uFF1\uff11\"",
        "\"\t\"",
        "\"\n\"",
        "\"\u0000\"",
        "'a'",
        "1 2",
        "{} {}",
        "[] ,",
        "\u00a01",
        "\ufeff{}",
        "// c\n1",
        "1//",
        "[1]]",
        "{\"a\":1}}",
        "\"a\"b"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(hash(text)).isNull();
  }

  @Test
  void takesAnyDepthAndLength() {
    String deep = "[".repeat(200_000) + "]".repeat(200_000);
    assertThat(hash(deep)).isNotNull();
    assertThat(hash(deep.substring(1))).isNull();
    assertThat(hash("[\"" + "\\u00e9x".repeat(50_000) + "\"]"))
        .isEqualTo(hash("[\"" + "éx".repeat(50_000) + "\"]"));
    assertThat(hash("1" + "0".repeat(10_000))).isEqualTo(hash("1e10000"));
  }

  @Test
  void canBeUsedAgainAfterABadText() {
    String good = hash("{\"a\":[1]}");
    assertThat(hash("[[[[{\"a\":")).isNull();
    assertThat(hash("{\"a\":[1]}")).isEqualTo(good);
  }

  @Test
  void isTheSameForAllPrintsOfATreeAndNotForAnother() {
    long seed = 20260801;
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      Object tree = tree(random, 4);
      String one = print(tree, random);
      String two = print(tree, random);
      assertThat(hash(one)).as("seed %d, %s %s", seed, one, two).isNotNull().isEqualTo(hash(two));
      String changed = print(List.of(tree), random);
      assertThat(hash(changed)).isNotEqualTo(hash(one));
    }
  }

  private static Object tree(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 6 : 4);
    switch (kind) {
      case 0:
        return (double) (random.nextInt(2000) - 1000) / 8;
      case 1:
        return text(random);
      case 2:
        return random.nextBoolean();
      case 3:
        return "";
      case 4:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(tree(random, depth - 1));
        }
        return list;
      default:
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(text(random), tree(random, depth - 1));
        }
        return map;
    }
  }

  private static String text(Random random) {
    int[] points = {'a', 'b', '"', '\\', '/', '\n', 0, 'é', '漢', 0x1f600};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static String print(Object tree, Random random) {
    String space = " ".repeat(random.nextInt(2));
    List<String> parts = new ArrayList<>();
    if (tree instanceof List<?> list) {
      list.forEach(item -> parts.add(print(item, random)));
      return space + "[" + String.join(",", parts) + space + "]";
    }
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              parts.add(print(name, random) + space + ":" + print(value, random) + space));
      Collections.shuffle(parts, random);
      return "{" + space + String.join(",", parts) + "}";
    }
    if (tree instanceof String text) {
      return quote(text, random);
    }
    if (tree instanceof Double number) {
      java.math.BigDecimal decimal = new java.math.BigDecimal(number);
      return random.nextBoolean()
          ? decimal.toPlainString()
          : decimal.unscaledValue() + (random.nextBoolean() ? "e" : "E") + -decimal.scale();
    }
    return tree.toString();
  }

  private static String quote(String text, Random random) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      boolean must = c < 0x20 || c == '"' || c == '\\';
      // Both halves of a pair are escaped or none, else the text would not be UTF-8.
      if (must || (!Character.isSurrogate(c) && random.nextInt(3) == 0)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
