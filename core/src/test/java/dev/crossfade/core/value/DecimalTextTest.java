package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  private static @Nullable String normalise(String text) {
    byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length + 22];
    int length = DecimalText.normalise(bytes, 1, bytes.length - 2, out);
    return length < 0 ? null : new String(out, 0, length, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,0",
    "0.000,0",
    "0e99,0",
    "1,1E0",
    "10,1E1",
    "100.00,1E2",
    "1.10,11E-1",
    "11e-1,11E-1",
    "-1.10,-11E-1",
    "+7,7E0",
    "007,7E0",
    "0.001,1E-3",
    "1E+2,1E2",
    "1e-2,1E-2",
    "123456789012345678901234567890,12345678901234567890123456789E1",
    "1e999999999,1E999999999",
    "0.1e-999999999,1E-1000000000",
    "10e999999999,1E1000000000"
  })
  void hasOneFormForEachNumber(String text, String normal) {
    assertThat(normalise(text)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5.0",
        "1.2.3",
        "0x1",
        "1 ",
        " 1",
        "--1",
        "1-",
        "NaN",
        "Infinity",
        "1e1000000000",
        "١"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(normalise(text)).isNull();
  }

  @Test
  void agreesWithBigDecimal() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      BigInteger digits = new BigInteger(random.nextInt(120), random);
      int zeros = random.nextInt(4);
      BigDecimal number =
          new BigDecimal(digits.multiply(BigInteger.TEN.pow(zeros)), random.nextInt(80) - 40);
      BigDecimal signed = random.nextBoolean() ? number : number.negate();
      String expected = new String(DecimalText.of(signed), StandardCharsets.US_ASCII);
      assertThat(normalise(signed.toString())).as("seed %d, %s", seed, signed).isEqualTo(expected);
      assertThat(normalise(signed.toPlainString())).isEqualTo(expected);
      assertThat(new BigDecimal(expected)).isEqualByComparingTo(signed);
    }
  }
}
