package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonCheckTest {
  private static final long SEED = 99;
  private static final String[] TEXTS = {
    "{\"a\":[1.5e-3,-0,\"x\\n\\u00e9\\ud83d\\ude00\"],\"b\":{\"c\":null,\"d\":true},\"e\":{}}",
    "[[],{},[[1,2],{\"a\":\"\"}],false,\"żółw\",12345678901234567890]",
    " { \"a\" : [ ] , \"a\" : 1E+5 } ",
    "-12.50",
    "\"\\\\\\\"\\/\\b\\f\\r\\t\"",
  };
  private static final String MARKS = "{}[],:\"\\ 0123456789-+.eEtrufalsn\t\u0000b";

  private final JsonCheck check = new JsonCheck();
  private final JsonDigest digest = new JsonDigest();

  /** The two were written apart: what one takes for JSON the other must. */
  @Test
  void agreesWithTheDigestOnDamagedTexts() {
    Random random = new Random(SEED);
    int valid = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
      for (int k = random.nextInt(3); k > 0; k--) {
        byte mark = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
        bytes[random.nextInt(bytes.length)] = mark;
      }
      int offset = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0;
      int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length - offset + 1) : 0;
      int length = bytes.length - offset - cut;
      boolean expected = digest.digest(bytes, offset, length);
      valid += expected ? 1 : 0;
      ErrorCode wrong = check.check(bytes, offset, length, true);
      // The digest reads no exponents of more than 9 digits; jsonb holds none of those.
      if (wrong != ErrorCode.CF_5021) {
        assertThat(wrong != ErrorCode.CF_5016)
            .as("seed %d: %s", SEED, new String(bytes, offset, length, StandardCharsets.UTF_8))
            .isEqualTo(expected);
      }
    }
    assertThat(valid).isBetween(20_000, 90_000);
  }

  @Test
  void findsWhatIsWrongBehindWhatIsUnsafe() {
    assertThat(jsonb("[\"\\u0000\",{\"a\":1,\"a\":2}]")).isEqualTo(ErrorCode.CF_5018);
    assertThat(jsonb("[\"\\u0000\",{\"a\":1,\"a\":2]")).isEqualTo(ErrorCode.CF_5016);
    assertThat(jsonb("[".repeat(5000) + "]".repeat(5000))).isEqualTo(ErrorCode.CF_5019);
    assertThat(jsonb("[".repeat(5000) + "]".repeat(4999))).isEqualTo(ErrorCode.CF_5016);
    assertThat(jsonb("{\"a\":1}")).isNull();
  }

  @Test
  void tellsWhyJsonbDoesNotHoldIt() {
    assertThat(jsonb("{\"a\":1,\"\\u0061\":2}")).isEqualTo(ErrorCode.CF_5017);
    assertThat(jsonb("\"\\ud800\"")).isEqualTo(ErrorCode.CF_5018);
    assertThat(jsonb("\"\\udc00\\ud800\"")).isEqualTo(ErrorCode.CF_5018);
    assertThat(jsonb("1e131072")).isEqualTo(ErrorCode.CF_5021);
    assertThat(jsonb("1e131071")).isNull();
    assertThat(jsonb("0.001e131073")).isNull();
    assertThat(jsonb("1e-16384")).isEqualTo(ErrorCode.CF_5021);
    assertThat(jsonb("1e-16383")).isNull();
    assertThat(jsonb("1e99999999999999999999")).isEqualTo(ErrorCode.CF_5021);
    assertThat(jsonb("[" + "0,".repeat(1 << 23) + "0]")).isEqualTo(ErrorCode.CF_5020);
  }

  @Test
  void jsonHoldsWhatJsonbDoesNot() {
    for (String text :
        new String[] {
          "{\"a\":1,\"a\":2}", "\"\\u0000\"", "1e99999999999999999999", "[1E+131072]"
        }) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(check.check(bytes, 0, bytes.length, true)).as(text).isNotNull();
      assertThat(check.check(bytes, 0, bytes.length, false)).as(text).isNull();
    }
  }

  private @Nullable ErrorCode jsonb(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return check.check(bytes, 0, bytes.length, true);
  }
}
