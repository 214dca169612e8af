package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.shape.TimestampForm.Fraction;
import dev.crossfade.core.shape.TimestampForm.Zone;
import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import org.junit.jupiter.api.Test;

final class OrderedConversionTest {
  @Test
  void aFractionThatVariesBeforeTheLetterZIsNotOrderedAsItsText() {
    assertThat("12:00:00Z").isGreaterThan("12:00:00.000001Z");
    assertThat(timestamps(Fraction.SIX_OR_NONE, Zone.Z).ordered()).isFalse();
    assertThat(timestamps(Fraction.GROUPS_OF_THREE, Zone.Z).ordered()).isFalse();
    assertThat(timestamps(Fraction.DIGITS_3, Zone.Z).ordered()).isTrue();
    assertThat(timestamps(Fraction.SIX_OR_NONE, Zone.PLUS_00_00).ordered()).isTrue();
    assertThat(timestamps(Fraction.GROUPS_OF_THREE, Zone.NONE).ordered()).isTrue();
  }

  @Test
  void malformedTextIsOrderedAmongTextByItsBytes() {
    RowBatch rows = new RowBatch(64);
    byte[][] keys = {{'a'}, {(byte) 0xc3}, {(byte) 0xc3, (byte) 0xa4}};
    for (byte[] key : keys) {
      rows.beginRow();
      rows.put(key.length == 1 && key[0] < 0 ? Tag.MALFORMED : Tag.TEXT, key, 0, key.length);
    }
    KeyOrder order = new KeyOrder(new int[] {0});
    for (int row = 0; row + 1 < rows.rows(); row++) {
      byte[] data = rows.data();
      assertThat(
              order.compareRows(
                  data,
                  rows.start(row),
                  rows.end(row),
                  data,
                  rows.start(row + 1),
                  rows.end(row + 1)))
          .isNegative();
    }
  }

  private static Conversion timestamps(Fraction fraction, Zone zone) {
    return new Conversion(Conversion.Kind.TEXT_TIMESTAMPTZ, new TimestampForm('T', fraction, zone));
  }
}
