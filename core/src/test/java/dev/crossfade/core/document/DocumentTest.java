package dev.crossfade.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private static final long SEED = 3;

  @Test
  void numbersOfDifferentKindsDiffer() {
    Set<Document> ones =
        Set.of(
            new Document.Int(1),
            new Document.BigInt(BigInteger.ONE),
            new Document.Real(1),
            new Document.Decimal(new BigDecimal("1")),
            new Document.Decimal(new BigDecimal("1.0")),
            new Document.Text("1"),
            new Document.Char('1'));
    assertThat(ones).hasSize(7);
    assertThat(new Document.Real(0.0)).isNotEqualTo(new Document.Real(-0.0));
    assertThat(new Document.Real(Double.NaN)).isEqualTo(new Document.Real(0.0 / 0.0));
    assertThat(new Document.ListOf(List.of())).isNotEqualTo(new Document.VectorOf(List.of()));
    assertThat(new Document.Keyword("a")).isNotEqualTo(new Document.Symbol("a"));
  }

  /** The flat map and set do what those of the JDK do, in the order of insertion. */
  @Test
  void mapsAndSetsAreThoseOfTheJdk() {
    Random random = new Random(SEED);
    for (int size : new int[] {0, 1, 2, 8, 9, 16, 17, 1000}) {
      Map<Document, Document> expected = new LinkedHashMap<>();
      MapBuilder builder = new MapBuilder();
      SetBuilder set = new SetBuilder();
      while (expected.size() < size) {
        Document key = new Document.Int(random.nextInt(size * 2));
        boolean fresh = expected.putIfAbsent(key, new Document.Int(expected.size())) == null;
        assertThat(set.add(key)).as("seed %d", SEED).isEqualTo(fresh);
        assertThat(builder.put(key, new Document.Int(expected.size() - 1))).isEqualTo(fresh);
      }
      Document.MapOf map = builder.build();
      assertThat(map.entries()).isEqualTo(expected);
      assertThat(expected).isEqualTo(map.entries());
      assertThat(map.hashCode()).isEqualTo(new Document.MapOf(expected).hashCode());
      assertThat(new ArrayList<>(map.entries().keySet()))
          .isEqualTo(new ArrayList<>(expected.keySet()));
      assertThat(map.entries().get(new Document.Int(-1))).isNull();
      List<Document> shuffled = new ArrayList<>(expected.keySet());
      Collections.shuffle(shuffled, random);
      assertThat(set.build()).isEqualTo(new Document.SetOf(new LinkedHashSet<>(shuffled)));
      assertThat(new HashSet<>(shuffled)).isEqualTo(expected.keySet());
    }
  }

  @Test
  void nothingCanBeChangedLater() {
    List<Document> elements = new ArrayList<>(List.of(new Document.Int(1)));
    Map<Document, Document> entries = new LinkedHashMap<>(Map.of(elements.get(0), elements.get(0)));
    Document.VectorOf vector = new Document.VectorOf(elements);
    Document.MapOf map = new Document.MapOf(entries);
    elements.clear();
    entries.clear();
    assertThat(vector.elements()).hasSize(1);
    assertThat(map.entries()).hasSize(1);
    assertThatThrownBy(() -> map.entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.entries().entrySet().iterator().next().setValue(vector))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesNamesThatWouldReadAsSomethingElse() {
    for (String name :
        new String[] {"", "a b", "a,b", "a/", "/a", "a\"", "(a", "a\n", "\ud800", "a\u0000"}) {
      assertThatThrownBy(() -> new Document.Keyword(name)).as(name).hasMessageContaining("keyword");
      assertThatThrownBy(() -> new Document.Symbol(name)).as(name).hasMessageContaining("symbol");
    }
    for (String name :
        new String[] {
          "nil", "true", "false", "1a", "-1", "+0x", ".5", "-.5", "+.5x", ":a", "#a", "'", "'a",
          "`a", "@a", "~a", "~@a"
        }) {
      assertThatThrownBy(() -> new Document.Symbol(name)).as(name).hasMessageContaining("symbol");
    }
    assertThat(List.of(new Document.Symbol("a'"), new Document.Symbol("-.a"))).hasSize(2);
    for (String name : new String[] {"inst", "uuid", "_a", "+", "1"}) {
      assertThatThrownBy(() -> new Document.Tagged(name, new Document.Nil()))
          .as(name)
          .hasMessageContaining("tag");
    }
    assertThat(List.of(new Document.Keyword("1"), new Document.Keyword("nil"))).hasSize(2);
    assertThat(List.of(new Document.Symbol("-"), new Document.Symbol("-a"))).hasSize(2);
  }

  @Test
  void theShortestDecimalOfADouble() {
    assertThat(DoubleText.text(2e23)).isEqualTo("2E+23");
    assertThat(DoubleText.text(Double.MIN_VALUE)).isEqualTo("5E-324");
    assertThat(DoubleText.text(1.0)).isEqualTo("1.0");
    assertThat(DoubleText.text(2e-3)).isEqualTo("0.002");
    assertThat(DoubleText.text(123456789012345680.0)).isEqualTo("123456789012345680.0");
    Random random = new Random(SEED);
    for (int i = 0; i < 50_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(DoubleText.text(value))).as("seed %d", SEED).isEqualTo(value);
      }
    }
  }
}
