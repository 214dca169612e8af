package dev.crossfade.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.value.JsonCheck;
import dev.crossfade.core.value.JsonDigest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainJsonTest {
  private static final long SEED = 5;
  private static final String[] TEXTS = {
    "{\"a\":[1.5e-3,-0,\"x\\n\\u00e9\\ud83d\\ude00\"],\"b\":{\"c\":null,\"d\":true},\"e\":{}}",
    "[[],{},[[1,2],{\"a\":\"\"}],false,\"żółw\",12345678901234567890,0.1234567890123456789]",
    " { \"a\" : [ ] , \":a\" : 1E+5 , \"~set\":-0.0} ",
    "\"\\\\\\\"\\/\\b\\f\\r\\t\\ud800\\u0000\"",
  };
  private static final String MARKS = "{}[],:\"\\ 0123456789-+.eEtrufalsn\t\u0000b";

  @Test
  void readsNumbersAsTheKindThatHoldsThem() {
    assertThat(PlainJson.read("9223372036854775807")).isEqualTo(new Document.Int(Long.MAX_VALUE));
    assertThat(PlainJson.read("-9223372036854775808")).isEqualTo(new Document.Int(Long.MIN_VALUE));
    assertThat(PlainJson.read("9223372036854775808"))
        .isEqualTo(new Document.BigInt(BigInteger.ONE.shiftLeft(63)));
    assertThat(PlainJson.read("1.10")).isEqualTo(new Document.Real(1.1));
    assertThat(PlainJson.read("-0.0")).isEqualTo(new Document.Real(-0.0));
    assertThat(PlainJson.read("1e2")).isEqualTo(new Document.Real(100));
    assertThat(PlainJson.read("0.1000000000000000055511151231257827"))
        .isEqualTo(new Document.Decimal(new BigDecimal("0.1000000000000000055511151231257827")));
    assertThat(PlainJson.read("1e-400")).isEqualTo(new Document.Decimal(new BigDecimal("1e-400")));
    assertThat(PlainJson.read("1e400")).isEqualTo(new Document.Decimal(new BigDecimal("1e400")));
  }

  @Test
  void whatItWritesIsTheSameDataAndReadBackEqual() {
    for (String text : TEXTS) {
      Document document = PlainJson.read(text);
      String written = PlainJson.write(document);
      assertThat(PlainJson.read(written)).isEqualTo(document);
      assertThat(digest(written)).as(written).isEqualTo(digest(text));
    }
  }

  /** It was written apart from the check: what one takes for JSON the other must. */
  @Test
  void agreesWithTheCheckOnDamagedTexts() {
    Random random = new Random(SEED);
    JsonCheck check = new JsonCheck();
    int valid = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(TEXTS[random.nextInt(TEXTS.length)]);
      for (int k = random.nextInt(3); k > 0; k--) {
        text.setCharAt(random.nextInt(text.length()), MARKS.charAt(random.nextInt(MARKS.length())));
      }
      int from = random.nextInt(4) == 0 ? random.nextInt(text.length()) : 0;
      String damaged = text.substring(from);
      byte[] bytes = damaged.getBytes(StandardCharsets.UTF_8);
      boolean json = check.check(bytes, 0, bytes.length, false) == null;
      valid += json ? 1 : 0;
      try {
        Document document = PlainJson.read(damaged);
        assertThat(json).as("seed %d: %s", SEED, damaged).isTrue();
        assertThat(PlainJson.read(PlainJson.write(document))).isEqualTo(document);
      } catch (dev.crossfade.core.error.CrossfadeException e) {
        boolean beyond =
            e.getMessage().startsWith("CF-2204") || e.getMessage().startsWith("CF-2209");
        if (!beyond) {
          assertThat(json).as("seed %d: %s: %s", SEED, damaged, e.getMessage()).isFalse();
        }
      }
    }
    assertThat(valid).isBetween(20_000, 90_000);
  }

  @Test
  void saysWhereAFaultIs() {
    fails("{\n \"a\": 1,\n \"a\": 2}", "CF-2204", "line 3, column 2");
    fails("[1,\n 01]", "CF-2202", "line 2, column 2");
    fails("[1e99999999999]", "CF-2209", "line 1, column 2");
    fails("", "CF-2202", "line 1, column 1");
    fails("[1]\n\n x", "CF-2202", "line 3, column 2");
    fails("\"\\u00ｅ9\"", "CF-2202", "line 1, column 6");
  }

  @Test
  void refusesWhatJsonLacks() {
    for (Document document :
        List.of(
            new Document.Keyword("a"),
            new Document.Real(Double.NaN),
            new Document.BigInt(BigInteger.ONE),
            new Document.Decimal(new BigDecimal("1.5")),
            new Document.ListOf(List.of()),
            new Document.MapOf(java.util.Map.of(new Document.Keyword("a"), new Document.Nil())))) {
      assertThatThrownBy(() -> PlainJson.write(document)).hasMessageStartingWith("CF-2242");
    }
  }

  private static void fails(String json, String code, String place) {
    assertThatThrownBy(() -> PlainJson.read(json))
        .hasMessageStartingWith(code)
        .hasMessageContaining(place);
  }

  private static List<Long> digest(String json) {
    JsonDigest digest = new JsonDigest();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(digest.digest(bytes, 0, bytes.length)).isTrue();
    return List.of(digest.high(), digest.low());
  }
}
