package dev.crossfade.files.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.testkit.RandomDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EdnWriterTest {
  private static final long SEED = 29;
  private static final String MARKS = "{}[]()\"\\#^_:/;,. \n019aNMrxe+-~@'\u00e9\u0000";

  /** What the reader refuses is not written: nobody could open the file again. */
  @Test
  void writesNothingThatIsNotReadBack() {
    BigInteger most = BigInteger.TEN.pow(149_999).subtract(BigInteger.ONE).negate();
    for (Document number :
        List.of(
            new Document.BigInt(most),
            new Document.Decimal(new BigDecimal(most, 150_004)),
            new Document.Decimal(new BigDecimal(most, Integer.MAX_VALUE)))) {
      assertThat(EdnReader.read(EdnWriter.line(number)).equals(number)).isTrue();
    }
    BigInteger more = BigInteger.TEN.pow(150_000);
    for (Document number :
        List.of(
            new Document.BigInt(more),
            new Document.Decimal(new BigDecimal(more, 7)),
            new Document.Ratio(BigInteger.ONE, more))) {
      Document held = new Document.VectorOf(List.of(number));
      assertThatThrownBy(() -> EdnWriter.line(held)).hasMessageStartingWith("CF-2209");
    }
    for (Document inner :
        List.of(
            new Document.VectorOf(List.of()),
            new Document.Moment(Instant.EPOCH),
            new Document.Uuid(new UUID(1, 2)))) {
      Document deepest = inner;
      for (int i = 1; i < Document.MOST_DEPTH; i++) {
        deepest = new Document.ListOf(List.of(deepest));
      }
      assertThat(EdnReader.read(EdnWriter.line(deepest)).equals(deepest)).isTrue();
      Document deeper = new Document.ListOf(List.of(deepest));
      assertThatThrownBy(() -> EdnWriter.line(deeper)).hasMessageStartingWith("CF-2207");
    }
  }

  @Test
  void aFileHasALineForEachEntry() throws IOException {
    Document map =
        EdnReader.read(
            "{\"presence/42\" {:user/id \"u1\" :name \"Ann\" :joined-at #inst \"2026-01-01\" :tags #{:b :a}}"
                + " \"learning/7\" {:steps [10 9 :x] :long \""
                + "x".repeat(90)
                + "\"} :empty {} }");
    assertThat(text(map, EdnStyle.SORTED))
        .isEqualTo(
            "{\n"
                + "\"learning/7\" {\n"
                + "  :long \""
                + "x".repeat(90)
                + "\"\n"
                + "  :steps [10 9 :x]\n"
                + " }\n"
                + "\"presence/42\" {:joined-at #inst \"2026-01-01T00:00:00Z\" :name \"Ann\" :tags #{:a :b} :user/id \"u1\"}\n"
                + ":empty {}\n"
                + "}\n");
    assertThat(text(EdnReader.read("[2 10 1]"), EdnStyle.SORTED)).isEqualTo("[\n2\n10\n1\n]\n");
    assertThat(text(EdnReader.read("#{2 10 a 1}"), EdnStyle.SORTED))
        .isEqualTo("#{\n1\n2\n10\na\n}\n");
    assertThat(text(EdnReader.read("{}"), EdnStyle.SORTED)).isEqualTo("{}\n");
    assertThat(text(EdnReader.read("#a [1]"), EdnStyle.SORTED)).isEqualTo("#a [1]\n");
  }

  @Test
  void whatIsWrittenIsReadBackEqual() throws IOException {
    Random random = new Random(SEED);
    RandomDocument documents = new RandomDocument(random);
    for (int i = 0; i < 10_000; i++) {
      Document document = documents.next(4);
      EdnStyle style = new EdnStyle(random.nextBoolean(), random.nextInt(120));
      String text = text(document, style);
      String what = "seed " + SEED + ", document " + i + ": " + text;
      assertThat(EdnReader.read(text)).as(what).isEqualTo(document);
      assertThat(EdnReader.read(EdnWriter.line(document))).as(what).isEqualTo(document);
      if (style.sorted()) {
        assertThat(text(EdnReader.read(text), style)).as(what).isEqualTo(text);
      }
    }
  }

  /** Whatever is damaged gives a document or an error with a place; nothing else. */
  @Test
  void damagedTextGivesADocumentOrAFault() {
    Random random = new Random(SEED);
    RandomDocument documents = new RandomDocument(random);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(EdnWriter.line(documents.next(3)));
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        int at = random.nextInt(text.length() + 1);
        char mark = MARKS.charAt(random.nextInt(MARKS.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, mark);
          case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
          default -> text.replace(Math.max(0, at - 1), at, String.valueOf(mark));
        }
      }
      try {
        Document document = EdnReader.read(text.toString());
        assertThat(EdnReader.read(EdnWriter.line(document))).isEqualTo(document);
        read++;
      } catch (CrossfadeException e) {
        assertThat(e.getMessage())
            .as("seed %d, text %d: %s", SEED, i, text)
            .matches("CF-22(40|41|07|09) [^:]*: line \\d+, column \\d+: .*");
      }
    }
    assertThat(read).isBetween(5_000, 45_000);
  }

  private static String text(Document document, EdnStyle style) throws IOException {
    StringBuilder out = new StringBuilder();
    EdnWriter.write(document, style, out);
    return out.toString();
  }
}
