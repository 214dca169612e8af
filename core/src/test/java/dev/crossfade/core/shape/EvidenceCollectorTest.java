package dev.crossfade.core.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceCollectorTest {
  private static Evidence of(Consumer<RowBatch> cells, int rows) {
    RowBatch batch = new RowBatch(64);
    for (int i = 0; i < rows; i++) {
      batch.beginRow();
      cells.accept(batch);
    }
    EvidenceCollector collector = new EvidenceCollector(1);
    collector.add(batch);
    return collector.evidence(0);
  }

  private static Evidence texts(String... texts) {
    EvidenceCollector collector = new EvidenceCollector(1);
    RowBatch batch = new RowBatch(64);
    for (String text : texts) {
      batch.beginRow();
      batch.putText(text);
    }
    collector.add(batch);
    return collector.evidence(0);
  }

  private static Evidence bytes(Tag tag, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return of(batch -> batch.put(tag, utf8, 0, utf8.length), 1);
  }

  @Test
  void countsKindsNullsAndAbsentFields() {
    EvidenceCollector collector = new EvidenceCollector(1);
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    batch.putNull();
    batch.beginRow();
    batch.putLong(7);
    batch.putText("x");
    batch.beginRow();
    batch.putNull();
    batch.putNull();
    collector.add(batch);
    collector.markAbsent(1);

    assertThat(collector.rows()).isEqualTo(3);
    assertThat(collector.columns()).isEqualTo(2);
    Evidence first = collector.evidence(0);
    assertThat(first.rows()).isEqualTo(3);
    assertThat(first.nulls()).isEqualTo(2);
    assertThat(first.absent()).isZero();
    assertThat(first.values()).isEqualTo(1);
    assertThat(first.kinds()).isEqualTo(Map.of("INTEGER", 1L));
    Evidence second = collector.evidence(1);
    assertThat(second.nulls()).isZero();
    assertThat(second.absent()).isEqualTo(2);
    assertThat(second.kind("TEXT")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0,ZERO_ONE;INTEGER_IN_DOUBLE",
    "1,ZERO_ONE;INTEGER_IN_DOUBLE",
    "2,INTEGER_IN_DOUBLE",
    "-1,INTEGER_IN_DOUBLE",
    "9007199254740992,INTEGER_IN_DOUBLE",
    "9007199254740993,''",
    "-9007199254740992,INTEGER_IN_DOUBLE",
    "-9007199254740993,''",
    "631151999,INTEGER_IN_DOUBLE",
    "631152000,INTEGER_IN_DOUBLE;EPOCH_SECONDS",
    "4102444799,INTEGER_IN_DOUBLE;EPOCH_SECONDS",
    "4102444800,INTEGER_IN_DOUBLE",
    "631152000000,INTEGER_IN_DOUBLE;EPOCH_MILLIS",
    "9223372036854775807,''",
    "-9223372036854775808,''",
  })
  void recognisesIntegers(long value, String forms) {
    assertForms(of(batch -> batch.putLong(value), 1), forms);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0,DOUBLE_INTEGRAL",
    "-0.0,''",
    "0.0,DOUBLE_INTEGRAL",
    "9007199254740992.0,DOUBLE_INTEGRAL",
    "1e300,''",
    "0.5,''",
    "Infinity,''",
    "NaN,''",
    "2460000.5,JULIAN_DAY",
    "2460310.1234567891,JULIAN_DAY",
    "2415020.4,''",
    "2488069.5,''",
  })
  void recognisesDoubles(double value, String forms) {
    assertForms(of(batch -> batch.putDouble(value), 1), forms);
  }

  @ParameterizedTest
  @CsvSource({
    "0,NUMBER_IN_NUMERIC",
    "1E0,NUMBER_IN_NUMERIC",
    "9007199254740993E0,NUMBER_IN_NUMERIC",
    "1E17,NUMBER_IN_NUMERIC;DOUBLE_EXACT",
    "15E-1,NUMBER_IN_NUMERIC;DOUBLE_EXACT",
    "-15E-1,NUMBER_IN_NUMERIC;DOUBLE_EXACT",
    "10000000000000001E-17,NUMBER_IN_NUMERIC",
    "10000000000000000000001E-23,NUMBER_IN_NUMERIC",
    "30000000000000004E-17,NUMBER_IN_NUMERIC;DOUBLE_EXACT",
    "30000000000000003E-17,NUMBER_IN_NUMERIC",
    "1E400,NUMBER_IN_NUMERIC",
    "1E-400,NUMBER_IN_NUMERIC",
    "1E131071,NUMBER_IN_NUMERIC",
    "1E131072,''",
    "1E-16383,NUMBER_IN_NUMERIC",
    "1E-16384,''",
  })
  void recognisesDecimals(String normalised, String forms) {
    assertForms(bytes(Tag.NUMBER, normalised), forms);
  }

  @ParameterizedTest
  @CsvSource({
    "0,TEXT_INTEGER;TEXT_DECIMAL;TEXT_DOUBLE",
    "-0,''",
    "-0.0,''",
    "+1,''",
    "01,''",
    "-,''",
    ".5,''",
    "5.,''",
    "1e5,''",
    "1.2.3,''",
    "١,''",
    "-7,TEXT_INTEGER;TEXT_DECIMAL;TEXT_DOUBLE",
    "9223372036854775807,TEXT_INTEGER;TEXT_DECIMAL",
    "9223372036854775808,TEXT_DECIMAL",
    "-9223372036854775808,TEXT_INTEGER;TEXT_DECIMAL",
    "-9223372036854775809,TEXT_DECIMAL",
    "1.5,TEXT_DECIMAL;TEXT_DOUBLE",
    "1.50,TEXT_DECIMAL",
    "0.0001,TEXT_DECIMAL;TEXT_DOUBLE",
    "0.00012,TEXT_DECIMAL;TEXT_DOUBLE",
    "0.00001,TEXT_DECIMAL",
    "0.123456789012345,TEXT_DECIMAL;TEXT_DOUBLE",
    "0.1234567890123456,TEXT_DECIMAL",
    "123456789012345,TEXT_INTEGER;TEXT_DECIMAL;TEXT_DOUBLE",
    "1234567890123456,TEXT_INTEGER;TEXT_DECIMAL",
    "t,TEXT_T_F",
    "F,''",
    "Y,TEXT_Y_N",
    "n,''",
    "true,TEXT_TRUE_FALSE",
    "True,''",
    "2024-02-29,TEXT_DATE",
    "2023-02-29,''",
    "1900-02-29,''",
    "2000-02-29,TEXT_DATE",
    "0000-01-01,''",
    "0001-01-01,TEXT_DATE",
    "2024-04-31,''",
    "2024-13-01,''",
    "2024-00-10,''",
    "2024/01/01,''",
    "123e4567-e89b-12d3-a456-426614174000,TEXT_UUID",
    "f23e4567-e89b-12d3-a456-426614174000,TEXT_UUID",
    "123E4567-e89b-12d3-a456-426614174000,''",
    "123e4567e89b12d3a456426614174000abcd,''",
  })
  void recognisesTexts(String text, String forms) {
    assertForms(texts(text), forms);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-31 23:59:59|space,none,none",
        "2024-01-31T23:59:59Z|t,none,z",
        "2024-01-31T23:59:59.1+00:00|t,digits_1,plus_00_00",
        "2024-01-31T23:59:59.123456|t,digits_6,none",
        "9999-12-31 00:00:00.00000|space,digits_5,none",
        "2024-01-31 24:00:00|",
        "2024-01-31 23:60:00|",
        "2024-01-31 23:59:60|",
        "2024-01-31 23:59|",
        "2024-01-31 23:59:59.|",
        "2024-01-31 23:59:59.1234567|",
        "2024-01-31 23:59:59+01:00|",
        "2024-01-31 23:59:59-00:00|",
        "2024-01-31 23:59:59 Z|",
        "2024-01-31T23:59:59z|",
        "2024-01-31t23:59:59|",
        "2024-02-30 23:59:59|",
      })
  void recognisesTimestamps(String text, String id) {
    assertForms(texts(text), id == null ? "" : TimestampForm.EVIDENCE_PREFIX + id);
  }

  @Test
  void recognisesFractionsThatAreLeftOutWhenZero() {
    Evidence python = texts("2024-01-01T00:00:00", "2024-01-01T00:00:00.000001");
    assertThat(python.form("TIMESTAMP:t,six_or_none,none")).isEqualTo(2);
    Evidence java = texts("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.120Z");
    assertThat(java.form("TIMESTAMP:t,groups_of_three,z")).isEqualTo(2);
    Evidence micros =
        texts("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.120Z", "2024-01-01T00:00:00.120001Z");
    assertThat(micros.form("TIMESTAMP:t,groups_of_three,z")).isEqualTo(3);
  }

  @Test
  void doesNotTakeWrittenZerosForOnesLeftOut() {
    Evidence python = texts("2024-01-01T00:00:00", "2024-01-01T00:00:00.000000");
    assertThat(python.forms().values()).allMatch(count -> count == 1);
    Evidence java = texts("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.000Z");
    assertThat(java.forms().values()).allMatch(count -> count == 1);
    Evidence six = texts("2024-01-01T00:00:00.120Z", "2024-01-01T00:00:00.120000Z");
    assertThat(six.forms().values()).allMatch(count -> count == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " {\"a\" : [1, {\"a\":2}]} ",
        "[1e131071,1e-16383]",
        "{\"a\":1,\"b\":{\"a\":1}}",
        "[\"\\ud83d\\ude00\"]",
        "[{\"a\":1},{\"a\":1}]"
      })
  void recognisesJsonThatJsonbHolds(String text) {
    assertForms(texts(text), "TEXT_JSON");
    assertForms(bytes(Tag.JSON, text), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"é\":1,\"\\u00e9\":1}",
        "{\"😀\":1,\"\\ud83d\\ude00\":1}",
        "{\"a\":{\"b\":[],\"b\":0},\"c\":1}",
        "[\"\\u0000\"]",
        "[\"\\ud800\"]",
        "[\"\\udc00\"]",
        "[\"\\ud800\\ud800\"]",
        "[\"\\ud800x\"]",
        "[1e131072]",
        "[1e-16384]",
        "[0.1e-16383]",
      })
  void tellsJsonThatJsonbDoesNotHoldEqual(String text) {
    assertForms(texts(text), "TEXT_JSON_UNSAFE");
    assertForms(bytes(Tag.JSON, text), "JSON_UNSAFE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1,]", "{a:1}", "{} {}", "\"x\"", "[01]", "{\"a\"}", "[\"\t\"]"})
  void doesNotTakeOtherTextForJson(String text) {
    assertForms(texts(text), "");
  }

  @Test
  void findsDuplicatesAmongManyMembersAndDeepNesting() {
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < 500; i++) {
      many.append("\"k").append(i).append("\":0,");
    }
    assertForms(texts(many + "\"z\":0}"), "TEXT_JSON");
    assertForms(texts(many + "\"k250\":0}"), "TEXT_JSON_UNSAFE");
    assertForms(texts("[".repeat(1000) + "]".repeat(1000)), "TEXT_JSON");
    assertForms(texts("[".repeat(1001) + "]".repeat(1001)), "TEXT_JSON_UNSAFE");
  }

  @Test
  void countsNulCharactersAndNoFormOfSuchText() {
    Evidence evidence = texts("1\u0000", "\u0000", "12345678\u0000", "no", "123456789");
    assertThat(evidence.nulCharacters()).isEqualTo(3);
    assertThat(evidence.form("TEXT_INTEGER")).isEqualTo(1);
    assertThat(evidence.maxBytes()).isEqualTo(9);
  }

  @Test
  void countsDistinctValuesUpToFifty() {
    EvidenceCollector collector = new EvidenceCollector(2);
    RowBatch batch = new RowBatch(64);
    for (int i = 0; i < 3000; i++) {
      batch.beginRow();
      batch.putLong(i % 50);
      batch.putText("v" + i % 51);
    }
    collector.add(batch);
    assertThat(collector.evidence(0).distinct()).isEqualTo(50);
    assertThat(collector.evidence(1).distinct()).isEqualTo(51);
    assertThat(collector.evidence(0).maxInteger()).isEqualTo(49);
  }

  @Test
  void tellsBytesOfAUuidAndMalformedText() {
    assertForms(bytes(Tag.BYTES, "0123456789abcdef"), "BYTES_UUID");
    assertForms(bytes(Tag.BYTES, "0123456789abcde"), "");
    assertThat(bytes(Tag.MALFORMED, "x").kinds()).isEqualTo(Map.of("MALFORMED", 1L));
  }

  @Test
  void readsNothingBehindTheCell() {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    batch.putText("2024-01-01");
    batch.putText("T00:00:00");
    batch.putText("9");
    batch.putText("9");
    EvidenceCollector collector = new EvidenceCollector(4);
    collector.add(batch);
    assertForms(collector.evidence(0), "TEXT_DATE");
    assertForms(collector.evidence(1), "");
    assertThat(collector.evidence(2).maxBytes()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "007",
        ".5",
        "5.",
        "1e5",
        "1.5E-10",
        "NaN",
        "-inf",
        "Infinity",
        "+INFINITY"
      })
  void recognisesWhatThePrintOfANumberCouldBe(String text) {
    assertThat(texts(text).form("TEXT_NUMBER")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "1e", "1e+", "e5", "1 ", " 1", "1,5", "0x1", "infinit", "1.2.3", "n"
      })
  void doesNotTakeOtherTextForANumber(String text) {
    assertThat(texts(text).form("TEXT_NUMBER")).isZero();
  }

  private static void assertForms(Evidence evidence, String expected) {
    Set<String> names = expected.isEmpty() ? Set.of() : Set.of(expected.split(";"));
    Map<String, Long> forms = new HashMap<>(evidence.forms());
    forms.remove("TEXT_NUMBER");
    forms.keySet().removeIf(name -> name.contains("six_or") || name.contains("groups_of"));
    assertThat(forms.keySet()).isEqualTo(names);
    assertThat(forms.values()).allMatch(count -> count == evidence.rows());
  }
}
