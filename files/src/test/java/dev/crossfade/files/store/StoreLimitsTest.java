package dev.crossfade.files.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be read back is refused before it is in the journal. */
class StoreLimitsTest {
  @TempDir Path folder;

  @Test
  void ednRefusesNumbersThatItWouldNotReadBack() {
    BigInteger most = BigInteger.TEN.pow(149_000);
    BigInteger more = BigInteger.TEN.pow(150_000);
    List<Document> numbers =
        List.of(
            new Document.BigInt(more),
            new Document.Decimal(new BigDecimal(more).add(new BigDecimal("0.5"))),
            new Document.Ratio(BigInteger.ONE, more));
    Path edn = folder.resolve("memory.edn");
    try (FileStore store = FileStore.open(edn)) {
      store.put("k", new Document.BigInt(most));
      for (Document number : numbers) {
        for (Document value : List.of(number, nested(number))) {
          assertThatThrownBy(() -> store.put("k", value)).hasMessageContaining("CF-7003");
        }
      }
    }
    try (FileStore store = FileStore.open(edn)) {
      assertThat(store.get("k")).isEqualTo(new Document.BigInt(most));
    }
  }

  private static Document nested(Document number) {
    Document.MapOf keyed = new Document.MapOf(Map.of(number, new Document.Nil()));
    Document.SetOf set = new Document.SetOf(Set.of(new Document.ListOf(List.of(keyed))));
    Document tagged = new Document.Tagged("a/b", new Document.VectorOf(List.of(set)));
    return new Document.WithMetadata(
        new Document.MapOf(Map.of(new Document.Keyword("m"), tagged)), set);
  }
}
