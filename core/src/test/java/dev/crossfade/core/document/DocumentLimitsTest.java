package dev.crossfade.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentLimitsTest {
  private static final BigInteger MOST = BigInteger.TEN.pow(149_999).subtract(BigInteger.ONE);
  private static final BigInteger TOO_LONG = BigInteger.TEN.pow(150_000);

  @Test
  void numbersOfTheMostDigitsAreTakenEverywhere() {
    for (Document number :
        List.of(
            new Document.BigInt(MOST.negate()),
            new Document.Decimal(new BigDecimal(MOST.negate(), 150_004)),
            new Document.Decimal(new BigDecimal(MOST.negate(), Integer.MAX_VALUE)))) {
      Document held = new Document.VectorOf(List.of(number));
      DocumentLimits.check(held, 0);
      assertThat(PlainJson.read(PlainJson.write(held)).equals(held)).isTrue();
      assertThat(DocumentJson.decode(DocumentJson.encode(held)).equals(held)).isTrue();
    }
  }

  @Test
  void numbersOfMoreDigitsAreTakenNowhere() {
    for (Document number :
        List.of(
            new Document.BigInt(TOO_LONG.negate()),
            new Document.Decimal(new BigDecimal(TOO_LONG, 7)),
            new Document.Ratio(BigInteger.ONE, TOO_LONG))) {
      Document held = new Document.VectorOf(List.of(number));
      assertThatThrownBy(() -> DocumentLimits.check(held, 0)).hasMessageStartingWith("CF-2209");
      assertThatThrownBy(() -> DocumentJson.encode(held)).hasMessageStartingWith("CF-2209");
      assertThatThrownBy(() -> PlainJson.write(held)).hasMessageStartingWith("CF-2209");
    }
    assertThatThrownBy(() -> PlainJson.read(TOO_LONG.toString())).hasMessageStartingWith("CF-2209");
    assertThatThrownBy(() -> PlainJson.read("1".repeat(30_000_000)))
        .hasMessageStartingWith("CF-2209");
  }

  @Test
  void whatIsWrittenAtTheMostDepthIsReadBack() {
    Document deepest = nested(new Document.VectorOf(List.of()), Document.MOST_DEPTH - 1);
    assertThat(PlainJson.read(PlainJson.write(deepest)).equals(deepest)).isTrue();
    DocumentLimits.check(deepest, 0);
    Document deeper = nested(deepest, 1);
    assertThatThrownBy(() -> PlainJson.write(deeper)).hasMessageStartingWith("CF-2207");
    assertThatThrownBy(() -> DocumentLimits.check(deeper, 0)).hasMessageStartingWith("CF-2207");
    assertThatThrownBy(() -> DocumentLimits.check(deepest, 1)).hasMessageStartingWith("CF-2207");
  }

  private static Document nested(Document inner, int levels) {
    Document document = inner;
    for (int i = 0; i < levels; i++) {
      document = new Document.VectorOf(List.of(document));
    }
    return document;
  }
}
