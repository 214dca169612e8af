package dev.crossfade.core.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EvidenceTextTest {
  @Test
  void countsOneThingInTheSingular() {
    assertThat(EvidenceText.counted(0, "row")).isEqualTo("0 rows");
    assertThat(EvidenceText.counted(1, "row")).isEqualTo("1 row");
    assertThat(EvidenceText.counted(1000, "row")).isEqualTo("1,000 rows");
  }

  private static String of(Value... values) {
    return of(1, values);
  }

  private static String of(int times, Value... values) {
    EvidenceCollector collector = new EvidenceCollector(1);
    RowBatch batch = new RowBatch(64);
    for (int i = 0; i < times; i++) {
      for (Value value : values) {
        batch.beginRow();
        value.putInto(batch);
      }
    }
    collector.add(batch);
    return EvidenceText.of(collector.evidence(0));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  @Test
  void saysWhatWasSeen() {
    assertThat(of()).isEqualTo("no values");
    assertThat(of(new Value.Null(), new Value.Null())).isEqualTo("no values, 2 null");
    assertThat(of(new Value.Int(-5), new Value.Int(1234567))).isEqualTo("INTEGER, -5 to 1,234,567");
    assertThat(of(new Value.Real(0.5))).isEqualTo("DOUBLE");
    assertThat(of(text("x"), new Value.Null())).isEqualTo("TEXT, 1 null");
    assertThat(of(text("x"), new Value.Int(2), new Value.Int(3))).isEqualTo("2 INTEGER and 1 TEXT");
    assertThat(of(text("x"), new Value.Int(2), new Value.Real(0.5)))
        .isEqualTo("1 INTEGER, 1 DOUBLE and 1 TEXT");
    assertThat(of(text("x\u0000"))).isEqualTo("TEXT, 1 with U+0000");
    assertThat(of(new Value.Json("{\"a\":1,\"a\":1}"), new Value.Json("{}")))
        .isEqualTo("JSON, 1 of 2 are JSON that jsonb would change");
    assertThat(of(500, text("2024-01-01 00:00:00"), text("2024-01-02 00:00:00")))
        .isEqualTo("TEXT, 1,000 of 1,000 parse as timestamp 'yyyy-MM-dd HH:mm:ss', 2 distinct");
  }

  @Test
  void saysWhenAFewFailToParse() {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      values.add(text("2024-01-01T00:00:00." + (100 + i % 900) + "Z"));
    }
    values.add(text("soon"));
    assertThat(of(values.toArray(new Value[0])))
        .isEqualTo("TEXT, 999 of 1,000 parse as timestamp 'yyyy-MM-ddTHH:mm:ss.SSSZ'");
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(of(new Value.Int(1000))).isEqualTo("INTEGER, 1,000 to 1,000");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void hasWordsForEveryForm() {
    for (Form form : Form.values()) {
      Evidence evidence =
          new Evidence(
              2,
              0,
              0,
              java.util.Map.of("TEXT", 2L),
              java.util.Map.of(form.name(), 1L),
              0,
              0,
              1,
              0,
              2);
      assertThat(EvidenceText.count(evidence, form.name()))
          .startsWith("1 of 2 ")
          .hasSizeGreaterThan(10);
    }
  }
}
