package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceCollector;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever is chosen or offered has an inverse on the values that it was chosen for. The inverse
 * here is {@link ReferenceConversions}, written from the Javadoc with the JDK's own parsers.
 */
class InverseTest {
  private static final long SEED = 20261121;
  private static final String[] NAMES = {"x", "is_x", "created_at", "uuid", "deleted", "data"};
  private static final String[] TYPES = {
    "", "TEXT", "INTEGER", "BOOLEAN", "DATETIME", "DATE", "UUID", "DECIMAL(10,2)", "REAL", "JSON"
  };
  private static final String[] FORMATS = {"sqlite", "json", "csv"};

  @Test
  void everyChoiceAndOfferGivesEveryValueBack() {
    Random random = new Random(SEED);
    Set<Conversion.Kind> seen = EnumSet.noneOf(Conversion.Kind.class);
    for (int round = 0; round < 8_000; round++) {
      String format = FORMATS[random.nextInt(FORMATS.length)];
      List<Value> values = RandomValues.column(random, format);
      ColumnShape column =
          new ColumnShape(
              NAMES[random.nextInt(NAMES.length)],
              format.equals("sqlite") ? TYPES[random.nextInt(TYPES.length)] : "",
              false,
              null,
              false,
              evidence(values));
      boolean key = random.nextInt(5) == 0;
      ColumnPlan plan = TypeRules.choose(column, format, "t", key);
      List<Conversion> conversions = new ArrayList<>();
      plan.offers().forEach(offer -> conversions.add(offer.conversion()));
      // Text with U+0000 stays text and says that rows will be rejected.
      if (!plan.reason().contains("will be rejected")) {
        conversions.add(plan.conversion());
      }
      for (Conversion conversion : conversions) {
        seen.add(conversion.kind());
        for (Value value : values) {
          assertThat(ReferenceConversions.comesBack(conversion, value))
              .as("seed %d, round %d: %s of %s", SEED, round, conversion, value)
              .isTrue();
        }
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Conversion.Kind.values());
  }

  @Test
  void wideningBearsEveryValue() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3000; round++) {
      String format = FORMATS[random.nextInt(FORMATS.length)];
      List<Value> values = RandomValues.column(random, format);
      Conversion.Kind[] kinds = Conversion.Kind.values();
      Conversion planned = Conversion.of(kinds[random.nextInt(kinds.length)]);
      Conversion wider = Widening.of(planned, evidence(values));
      for (Value value : values) {
        assertThat(ReferenceConversions.comesBack(wider, value))
            .as("seed %d, round %d: %s to %s of %s", SEED, round, planned, wider, value)
            .isTrue();
      }
    }
  }

  private static Evidence evidence(List<Value> values) {
    RowBatch batch = new RowBatch(256);
    for (Value value : values) {
      batch.beginRow();
      value.putInto(batch);
    }
    EvidenceCollector collector = new EvidenceCollector(1);
    collector.add(batch);
    return collector.evidence(0);
  }
}
